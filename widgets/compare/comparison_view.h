// The Compare view: the finding in words, what differs, the chart of ratios or of times, and the numbers, on a page that
// scrolls. GUI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "widgets/charts/picture_export.h"
#include "widgets/compare/comparison_sheet.h"

class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace sweeplab {

class comparison_controls;
class difference_section;
class finding_banner;
class lines_section;
class panel_grid;
class ratio_panel;
class styled_label;
class table_section;
class text_lines;

enum class comparison_chart { ratio, overlaid, side_by_side };
QString to_text(comparison_chart chart);  // "side_by_side": for settings
std::optional<comparison_chart> comparison_chart_from(const QString& text);

class comparison_view final : public QWidget {
    Q_OBJECT

public:
    explicit comparison_view(QWidget* parent = nullptr);

    void set_sheet(std::shared_ptr<const comparison_sheet> sheet);  // none: the empty page
    void set_chart(comparison_chart chart);
    void set_empty_page(QWidget* page);
    void set_for_picture();  // only what belongs into a picture: nothing that can be pressed

    const std::shared_ptr<const comparison_sheet>& sheet() const { return sheet_; }
    comparison_chart chart() const { return chart_; }
    comparison_controls& controls() const { return *controls_; }
    ratio_panel& ratios() const { return *ratios_; }
    panel_grid& times() const { return *times_; }
    difference_section& differences() const { return *differences_; }
    QString headline() const;
    int whole_height(int width) const;

Q_SIGNALS:
    void anyway_wanted();  // the person wants unlike work compared

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fill();
    void show_chart();
    void fit_times();
    void show_from_the_top_of(QWidget* chart);

    std::shared_ptr<const comparison_sheet> sheet_;
    comparison_chart chart_ = comparison_chart::ratio;
    comparison_controls* controls_;
    QStackedWidget* pages_;
    QWidget* empty_page_;
    QScrollArea* area_ = nullptr;
    QWidget* paper_;
    finding_banner* banner_;
    QWidget* refusal_;
    text_lines* refused_;
    QPushButton* anyway_;
    difference_section* differences_;
    ratio_panel* ratios_;
    panel_grid* times_;
    table_section* numbers_;
    table_section* factors_;
    lines_section* paired_;
    lines_section* warnings_;
};

// The view as a picture file, in a theme of choice.
picture picture_of(const comparison_view& shown);
result<void> export_comparison(picture_format format, const comparison_view& shown, const QString& file,
                               const chart_export_options& options);

}  // namespace sweeplab
