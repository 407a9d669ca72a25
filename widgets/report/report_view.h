// The Report view: controls above a sheet that scrolls. GUI thread.
#pragma once

#include <QPointer>
#include <QWidget>
#include <memory>

#include "widgets/charts/picture_export.h"
#include "widgets/report/report_sheet.h"

class QHBoxLayout;
class QScrollArea;
class QStackedWidget;

namespace sweeplab {

class report_controls;
class warning_box;

class report_view final : public QWidget {
    Q_OBJECT

public:
    explicit report_view(QWidget* parent = nullptr);

    // None: the empty page. `notes` say what is left out of it. A report of the same runs stays where it was read. What was
    // shown stays until all of the next one is there, which takes some turns of the event loop.
    void set_report(std::shared_ptr<const report_content> report, const QStringList& notes = {});
    void complete_now();
    bool complete() const { return !next_; }
    void set_empty_page(QWidget* page);
    void set_for_picture();
    void go_to(int place);  // of the sheet's

    const std::shared_ptr<const report_content>& report() const { return report_; }
    report_controls& controls() const { return *controls_; }
    report_sheet* sheet() const { return sheet_; }
    QScrollArea& area() const { return *area_; }
    int whole_height(int width) const;

private:
    void grow();
    void show_next();
    void follow_reader();
    void lay_out();
    int top_of(const QWidget* part) const;

    std::shared_ptr<const report_content> report_;
    report_controls* controls_;
    QStackedWidget* pages_;
    QWidget* empty_page_;
    QWidget* paper_;
    QWidget* column_;
    warning_box* notes_;
    QScrollArea* area_ = nullptr;
    QPointer<report_sheet> sheet_;
    QPointer<report_sheet> next_;  // that is being put together
    std::vector<std::string> shown_titles_;
    bool going_ = false;
};

// The view as a picture file, in a theme of choice.
result<void> export_report(picture_format format, const report_view& shown, const QString& file,
                           const chart_export_options& options);

}  // namespace sweeplab
