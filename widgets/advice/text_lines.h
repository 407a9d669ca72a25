// Sentences below each other: as a list with a sign before each, or plain. GUI thread.
#pragma once

#include <QWidget>
#include <vector>

#include "widgets/panels/styled_label.h"

namespace sweeplab {

// A label that breaks its lines at any width and whose text can be selected.
styled_label* wrapped_label(label_part part, QWidget* parent);

class text_lines final : public QWidget {
    Q_OBJECT

public:
    explicit text_lines(const QString& sign = {}, label_part part = label_part::plain, QWidget* parent = nullptr);
    void set_lines(const QStringList& lines);  // hidden without any
    QStringList lines() const { return shown_; }

private:
    struct row {
        styled_label* sign;
        styled_label* text;
    };
    QString sign_;
    label_part part_;
    QStringList shown_;
    std::vector<row> rows_;
};

}  // namespace sweeplab
