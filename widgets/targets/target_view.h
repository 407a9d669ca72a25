// The Targets view: how many are met in words, each target with its margin, and the baseline report's tables, on a page
// that scrolls. GUI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "widgets/charts/picture_export.h"
#include "widgets/targets/target_sheet.h"

class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace sweeplab {

class finding_banner;
class styled_label;
class table_section;
class target_controls;
class text_table;

class target_view final : public QWidget {
    Q_OBJECT

public:
    explicit target_view(QWidget* parent = nullptr);

    void set_sheet(std::shared_ptr<const target_sheet> sheet);  // none: the empty page
    void set_empty_page(QWidget* page);
    void set_for_picture();

    const std::shared_ptr<const target_sheet>& sheet() const { return sheet_; }
    target_controls& controls() const { return *controls_; }
    text_table& targets() const;
    const std::vector<text_table*>& tables() const { return tables_; }  // of the baseline report
    QString headline() const;
    int whole_height(int width) const;

private:
    void fill();
    void show_tables();

    std::shared_ptr<const target_sheet> sheet_;
    target_controls* controls_;
    QStackedWidget* pages_;
    QWidget* empty_page_;
    QScrollArea* area_ = nullptr;
    QWidget* paper_;
    finding_banner* banner_;
    table_section* targets_;
    styled_label* beside_;
    styled_label* no_baseline_;
    QVBoxLayout* table_column_;
    std::vector<text_table*> tables_;
};

// The view as a picture file, in a theme of choice.
picture picture_of(const target_view& shown);
result<void> export_targets(picture_format format, const target_view& shown, const QString& file,
                            const chart_export_options& options);

}  // namespace sweeplab
