// The steps of a pipeline: their graph, and the selected one as a form. A new name of a step follows wherever it is named,
// also in the milestones. GUI thread.
#pragma once

#include <QWidget>
#include <vector>

#include "engine/foundation/json_reader.h"

class QPushButton;

namespace sweeplab {

class step_form;
class step_graph;
class step_legend;
class styled_label;

class steps_editor final : public QWidget {
    Q_OBJECT

public:
    explicit steps_editor(QWidget* parent = nullptr);

    void set_steps(const json& steps, const json& milestones);  // lists; selects the first step
    void set_milestones(const json& milestones);
    json steps() const;
    const json& milestones() const { return milestones_; }
    void rebase(const std::string& base);

    // `path`: within the steps, "/3/after/0".
    void show_fault(const std::string& path, const QString& reason);
    QString show_own_fault();
    void clear_faults();

Q_SIGNALS:
    void changed();  // steps or milestones, by the person

private:
    // A step's form is made when it is first selected and stays, so that half-typed text is never lost.
    struct entry {
        json step;
        step_form* form = nullptr;
    };
    void create_top();
    json document() const;
    void fill(const json& steps, int selected);
    void show_graph();
    void show_names();
    void show_step();
    void show_reason();
    step_form* form_of(int which);
    int selected() const;
    void take_step(const step_form* form);
    void rename(std::size_t which, const json& renamed);
    void edit_step();
    void add_step();
    void remove_step();
    void undo_removal();
    void say(const QString& notice);

    std::vector<entry> entries_;
    json milestones_;
    json before_rename_;
    std::size_t renamed_ = 0;
    json before_removal_;

    step_graph* graph_;
    step_legend* legend_;
    QPushButton* remove_;
    QPushButton* undo_;
    styled_label* chain_;
    styled_label* fault_;
    styled_label* notice_;
    styled_label* heading_;
    QWidget* step_place_;

    int faulty_ = -1;           // step
    std::string faulty_value_;  // within it: "/after/0"
    QString reason_;
};

}  // namespace sweeplab
