// A label with a part to play: heading, note, fault, warning. Its colour follows the palette, light or dark. GUI thread.
#pragma once

#include <QLabel>

namespace sweeplab {

enum class label_part { plain, title, heading, note, fault, warning, good };

// A text colour for the part that reads well on the palette's window colour.
QColor colour_of(label_part part, const QPalette& palette);

class styled_label final : public QLabel {
    Q_OBJECT

public:
    explicit styled_label(label_part part, const QString& text = {}, QWidget* parent = nullptr);
    void set_part(label_part part);
    label_part part() const { return part_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void restyle();

    label_part part_;
    bool restyling_ = false;
};

}  // namespace sweeplab
