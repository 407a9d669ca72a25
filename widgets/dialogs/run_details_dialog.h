// A saved run's name, tags, notes and the links in them, with what it was. GUI thread.
#pragma once

#include <QDialog>
#include <functional>
#include <vector>

#include "engine/model/run.h"
#include "widgets/models/note_links.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QScrollArea;

namespace sweeplab {

class styled_label;

class run_details_dialog final : public QDialog {
    Q_OBJECT

public:
    // `name_of` gives the name of another run of the library, or nothing where there is no such run.
    explicit run_details_dialog(
        const run_summary& run, QWidget* parent = nullptr,
        std::function<QString(run_id)> name_of = [](run_id) { return QString(); });

    std::string name() const;
    std::vector<std::string> tags() const;  // without the #, each once
    std::string notes() const;

Q_SIGNALS:
    // A link to this run was followed; what was edited is accepted before.
    void run_wanted(sweeplab::run_id run);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* make_links();
    void show_links();
    void follow(const QString& link);

    run_id run_;
    std::function<QString(run_id)> name_of_;
    QLineEdit* name_;
    QLineEdit* tags_;
    QPlainTextEdit* notes_;
    std::vector<note_link> links_;
    QLabel* link_text_ = nullptr;
    QScrollArea* link_area_ = nullptr;
    styled_label* link_note_ = nullptr;
};

}  // namespace sweeplab
