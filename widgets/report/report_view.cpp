#include "widgets/report/report_view.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>
#include <cmath>

#include "widgets/charts/reading_area.h"
#include "widgets/charts/warning_box.h"
#include "widgets/models/words.h"
#include "widgets/report/report_controls.h"

namespace sweeplab {
namespace {

constexpr int widest_column = 980;  // longer lines are hard to read
constexpr int near = 24;            // a title that far below the top is where the reader is
constexpr int highest_picture = 16'384;
constexpr auto a_turn = std::chrono::milliseconds(8);  // half of a frame

std::vector<std::string> titles_of(const std::shared_ptr<const report_content>& report) {
    std::vector<std::string> titles;
    if (report)
        for (const auto& run : report->runs) titles.push_back(run.title);
    return titles;
}

}  // namespace

report_view::report_view(QWidget* parent)
    : QWidget(parent),
      controls_(new report_controls(this)),
      pages_(new QStackedWidget(this)),
      empty_page_(new QWidget(this)),
      paper_(new QWidget),
      column_(new QWidget(paper_)),
      notes_(new warning_box(column_)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 14);
    column->setSpacing(10);
    column->addWidget(controls_);
    column->addWidget(pages_, 1);
    auto* paper = new QHBoxLayout(paper_);
    paper->setContentsMargins(0, 0, 8, 0);
    column_->setMaximumWidth(widest_column);
    paper->addWidget(column_, 1);
    paper->addStretch(0);
    auto* text = new QVBoxLayout(column_);
    text->setContentsMargins(0, 0, 0, 12);
    text->setSpacing(10);
    text->addWidget(notes_);
    text->addStretch(1);
    area_ = make_reading_area(paper_, tr("Report"), this);
    pages_->addWidget(empty_page_);
    pages_->addWidget(area_);
    connect(controls_, &report_controls::place_chosen, this, &report_view::go_to);
    connect(area_->verticalScrollBar(), &QScrollBar::valueChanged, this, &report_view::follow_reader);
}

void report_view::set_report(std::shared_ptr<const report_content> report, const QStringList& notes) {
    report_ = std::move(report);
    delete next_;
    notes_->set_warnings(notes);
    controls_->set_report_there(report_ != nullptr);
    if (!report_) {
        delete sheet_;
        controls_->set_places({});
        pages_->setCurrentWidget(empty_page_);
        return;
    }
    next_ = new report_sheet(report_, column_);
    next_->hide();
    grow();
}

void report_view::grow() {
    if (!next_) return;
    if (next_->add_more(a_turn)) return show_next();
    QTimer::singleShot(0, this, &report_view::grow);
}

void report_view::complete_now() {
    while (next_ && !next_->add_more(a_turn)) {
    }
    if (next_) show_next();
}

void report_view::show_next() {
    auto titles = titles_of(report_);
    const int read = titles == shown_titles_ && sheet_ ? area_->verticalScrollBar()->value() : 0;
    shown_titles_ = std::move(titles);
    delete sheet_;
    sheet_ = std::exchange(next_, nullptr);
    static_cast<QVBoxLayout*>(column_->layout())->insertWidget(1, sheet_);
    sheet_->show();
    QStringList places;
    for (const auto& place : sheet_->places())
        places << QString(place.depth * 4, QLatin1Char(' ')) + place.title.simplified();
    controls_->set_places(places);
    area_->setAccessibleDescription(to_qt(report_->title));
    pages_->setCurrentWidget(area_);
    lay_out();
    area_->verticalScrollBar()->setValue(read);
    follow_reader();
}

// Now, not when the events of it arrive: what is asked next is where things stand.
void report_view::lay_out() {
    if (sheet_) sheet_->layout()->activate();
    column_->layout()->activate();
    column_->updateGeometry();
    paper_->layout()->activate();
}

int report_view::top_of(const QWidget* part) const { return part->mapTo(paper_, QPoint()).y(); }

void report_view::go_to(int place) {
    if (!sheet_ || place < 0 || place >= static_cast<int>(sheet_->places().size())) return;
    lay_out();
    going_ = true;
    area_->verticalScrollBar()->setValue(top_of(sheet_->places()[static_cast<std::size_t>(place)].widget));
    going_ = false;
    controls_->set_place(place);  // also of one near the end, which cannot come up to the top
}

void report_view::follow_reader() {
    if (!sheet_ || going_) return;
    const auto& places = sheet_->places();
    const int read = area_->verticalScrollBar()->value() + near;
    int here = 0;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (top_of(places[i].widget) <= read) here = static_cast<int>(i);
    controls_->set_place(here);
}

void report_view::set_empty_page(QWidget* page) {
    pages_->insertWidget(pages_->indexOf(empty_page_), page);
    if (pages_->currentWidget() == empty_page_) pages_->setCurrentWidget(page);
    pages_->removeWidget(empty_page_);
    delete empty_page_;
    empty_page_ = page;
}

void report_view::set_for_picture() {
    controls_->hide();
    if (sheet_) sheet_->set_for_picture();
}

int report_view::whole_height(int width) const {
    const QMargins margins = layout()->contentsMargins();
    const int inner = width - margins.left() - margins.right();
    int height = margins.top() + margins.bottom() + paper_->layout()->totalHeightForWidth(inner);
    if (!controls_->isHidden()) height += controls_->layout()->totalHeightForWidth(inner) + layout()->spacing();
    return height;
}

result<void> export_report(picture_format format, const report_view& shown, const QString& file,
                           const chart_export_options& options) {
    if (const auto fine = check_picture(options); !fine) return fine;
    auto view = std::make_unique<report_view>();
    view->set_report(shown.report());
    view->complete_now();
    view->set_for_picture();
    auto* copy = view.get();
    const double scale = format == picture_format::png ? options.scale : 1;
    if (copy->whole_height(options.size.width()) * scale > highest_picture)
        return fail(error_kind::bad_input, "the whole report is too long for one picture", {},
                    "Choose a smaller scale, a PDF document or an HTML page.");
    const picture wanted{std::move(view), [copy](int width) { return copy->whole_height(width); },
                         to_qt(shown.report()->title), QStringLiteral("A report on runs")};
    return export_picture(format, wanted, file, options);
}

}  // namespace sweeplab
