// The Advice view: which worker count to use and why, what to do next, predictions, limits, costs and laws of one run,
// on a page that scrolls. GUI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "widgets/advice/advice_sheet.h"
#include "widgets/charts/picture_export.h"

class QScrollArea;
class QStackedWidget;

namespace sweeplab {

class advice_controls;
class cost_section;
class finding_banner;
class limits_section;
class lines_section;
class mood_cards;
class prediction_section;
class what_if_section;

class advice_view final : public QWidget {
    Q_OBJECT

public:
    explicit advice_view(QWidget* parent = nullptr);

    void set_sheet(std::shared_ptr<const advice_sheet> sheet);  // none: the empty page
    void set_empty_page(QWidget* page);
    void set_for_picture();
    advice_controls& controls() { return *controls_; }
    limits_section& limits() const { return *limits_; }
    cost_section& costs() const { return *costs_; }
    const std::shared_ptr<const advice_sheet>& sheet() const { return sheet_; }

    QString headline() const;
    int whole_height(int width) const;  // below which it scrolls

Q_SIGNALS:
    void hosts_wanted();  // something is to be entered in a host profile

private:
    void fill();

    std::shared_ptr<const advice_sheet> sheet_;
    advice_controls* controls_;
    QStackedWidget* pages_;
    QWidget* empty_page_;
    QScrollArea* area_;
    QWidget* paper_;
    finding_banner* banner_;
    mood_cards* moods_;
    lines_section* actions_;
    lines_section* not_worth_;
    prediction_section* predictions_;
    limits_section* limits_;
    cost_section* costs_;
    what_if_section* what_if_;
    lines_section* laws_;
    lines_section* missing_;
};

// A picture of the whole page, however long.
picture picture_of(const advice_view& shown);
result<void> export_advice(picture_format format, const advice_view& shown, const QString& file,
                           const chart_export_options& options);

}  // namespace sweeplab
