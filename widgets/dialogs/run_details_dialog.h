// A saved run's name, tags and notes, with what it was. GUI thread.
#pragma once

#include <QDialog>

#include "engine/model/run.h"

class QLineEdit;
class QPlainTextEdit;

namespace sweeplab {

class run_details_dialog final : public QDialog {
    Q_OBJECT

public:
    explicit run_details_dialog(const run_summary& run, QWidget* parent = nullptr);

    std::string name() const;
    std::vector<std::string> tags() const;  // without the #, each once
    std::string notes() const;

private:
    QLineEdit* name_;
    QLineEdit* tags_;
    QPlainTextEdit* notes_;
};

}  // namespace sweeplab
