// What one file brings, what stays the tool's own, and what cannot come in. GUI thread.
#pragma once

#include <QWidget>

#include "widgets/bridge/import_reader.h"

class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace sweeplab {

class styled_label;
class text_lines;
enum class label_part;

class import_details final : public QWidget {
    Q_OBJECT

public:
    explicit import_details(QWidget* parent = nullptr);
    void show_entry(const import_entry* entry);  // null: there is no file yet

Q_SIGNALS:
    void audit_wanted();

private:
    struct section {
        styled_label* heading;
        text_lines* lines;
    };
    section add_section(const QString& heading, label_part part);
    static void fill(const section& one, const QStringList& lines);

    QScrollArea* area_;
    QWidget* paper_;
    QVBoxLayout* column_;
    styled_label* title_;
    styled_label* state_;
    QPushButton* audit_;
    section taken_;
    section metrics_;
    section dropped_;
    section left_out_;
    section remarks_;
};

}  // namespace sweeplab
