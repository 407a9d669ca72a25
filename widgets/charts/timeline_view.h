// The Timeline's view: one trial's lanes, or those of two one above the other on one time axis, with the details of the
// selected attempt beside or below them. Knows no threads: indexes and texts are handed in. GUI thread.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "widgets/charts/timeline_picker.h"
#include "widgets/charts/timeline_scene.h"

class QBoxLayout;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace sweeplab {

class resource_strip;
class segmented_control;
class timeline_details;
class timeline_panel;

class timeline_view final : public QWidget {
    Q_OBJECT

public:
    static constexpr int most_panels = 2;

    explicit timeline_view(QWidget* parent = nullptr);

    // Runs that have spans. Asks for the index of each trial that is to be seen.
    void set_runs(std::vector<shown_run> runs);
    void set_index(const timeline_trial& trial);  // of a trial that was asked for
    void set_texts(trial_id trial, const attempt& whole);
    void set_texts_fault(trial_id trial, std::int32_t item, std::int32_t number, const QString& why);
    // What is shown when there is no run; the view owns it.
    void set_empty_page(QWidget* page);

    // One panel or two; absent: two as soon as there are two runs.
    void set_panel_count(std::optional<int> count);
    std::optional<int> panel_count() const { return wanted_panels_; }
    int shown_panels() const;

    timeline_scene& scene() { return scene_; }
    timeline_panel& panel(int number) { return *areas_[static_cast<std::size_t>(number)].panel; }
    resource_strip& resources(int number) { return *areas_[static_cast<std::size_t>(number)].resources; }
    timeline_picker& picker(int number) { return *areas_[static_cast<std::size_t>(number)].picker; }
    timeline_details& details() { return *details_; }
    bool is_empty() const { return runs_.empty(); }

Q_SIGNALS:
    void index_wanted(const sweeplab::shown_run& run, sweeplab::trial_id trial);
    void texts_wanted(sweeplab::trial_id trial, std::int32_t item, std::int32_t number);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct area {
        QWidget* whole = nullptr;
        timeline_picker* picker = nullptr;
        QStackedWidget* stack = nullptr;
        timeline_panel* panel = nullptr;
        QLabel* waiting = nullptr;
        resource_strip* resources = nullptr;
    };

    area make_area(int number);
    void arrange();
    void show_trials();
    void show_area(area& one);
    static void show_trial(area& one, const timeline_trial& trial);
    void fit_time();
    void open_details(int number);
    void close_details();
    void refresh_details();

    timeline_scene scene_;
    std::vector<shown_run> runs_;
    std::vector<timeline_trial> indexes_;  // of trials that are seen, and those seen last
    std::vector<area> areas_;
    std::optional<int> wanted_panels_;
    int active_ = 0;  // the panel whose attempt the details are of
    QWidget* controls_;
    segmented_control* count_;
    QStackedWidget* pages_;
    QWidget* empty_page_;
    QSplitter* splitter_;
    timeline_details* details_;
    QLabel* hint_;
};

}  // namespace sweeplab
