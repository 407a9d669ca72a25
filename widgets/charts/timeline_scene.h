// What all timeline panels of a view share: the part of the time that is seen, and the selected attempt. GUI thread.
#pragma once

#include <QObject>
#include <optional>

#include "widgets/charts/timeline_trial.h"
#include "widgets/charts/timeline_zoom.h"

namespace sweeplab {

class timeline_scene final : public QObject {
    Q_OBJECT

public:
    explicit timeline_scene(QObject* parent = nullptr) : QObject(parent) {}

    const timeline_zoom& zoom() const { return zoom_; }
    const time_window& window() const { return zoom_.window(); }
    template <class Change>
    void change_zoom(Change change) {
        const time_window before = zoom_.window();
        const double whole = zoom_.whole();
        change(zoom_);
        if (before != zoom_.window() || whole != zoom_.whole()) Q_EMIT window_changed();
    }

    const std::optional<timeline_choice>& chosen() const { return chosen_; }
    void choose(std::optional<timeline_choice> choice) {
        if (choice == chosen_) return;
        chosen_ = std::move(choice);
        Q_EMIT chosen_changed();
    }

Q_SIGNALS:
    void window_changed();
    void chosen_changed();

private:
    timeline_zoom zoom_;
    std::optional<timeline_choice> chosen_;
};

}  // namespace sweeplab
