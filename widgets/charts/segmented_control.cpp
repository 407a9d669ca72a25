#include "widgets/charts/segmented_control.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>

#include "widgets/theme/chart_colors.h"
#include "widgets/theme/palettes.h"

namespace sweeplab {
namespace {

constexpr double corner = 5;

class segment_button final : public QPushButton {
public:
    segment_button(const QString& text, QWidget* parent) : QPushButton(text, parent) {
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::StrongFocus);
    }

    QSize sizeHint() const override {
        const QFontMetrics metrics(font());
        return {metrics.horizontalAdvance(text()) + 22, metrics.height() + 10};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paint_ground(painter);
        const auto group = isEnabled() ? QPalette::Active : QPalette::Disabled;
        const QColor text_color = palette().color(group, QPalette::ButtonText);
        const QColor muted = mix(text_color, palette().color(QPalette::Window), 0.75);
        painter.setPen(isChecked() || !isEnabled() ? text_color : muted);
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

private:
    void paint_ground(QPainter& painter) const {
        const chart_colors colors = chart_colors_for(palette());
        const QRectF inside = QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5);
        if (isChecked()) {
            painter.setPen(QPen(mix(colors.text, colors.surface, 0.22), 1));
            painter.setBrush(is_dark(palette()) ? mix(colors.text, colors.surface, 0.20) : colors.surface);
            painter.drawRoundedRect(inside, corner - 1, corner - 1);
        } else if (underMouse() && isEnabled()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(mix(colors.text, colors.window, 0.06));
            painter.drawRoundedRect(inside, corner - 1, corner - 1);
        }
        if (!hasFocus()) return;
        painter.setPen(QPen(colors.focus, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), corner - 1, corner - 1);
    }
};

}  // namespace

segmented_control::segmented_control(const QString& name, const QStringList& choices, QWidget* parent)
    : QWidget(parent), buttons_(new QButtonGroup(this)) {
    setAccessibleName(name);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (int i = 0; i < choices.size(); ++i) {
        auto* button = new segment_button(choices[i], this);
        button->setAccessibleName(name + QStringLiteral(": ") + choices[i]);
        row->addWidget(button);
        buttons_->addButton(button, i);
    }
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    choose(0);
    connect(buttons_, &QButtonGroup::idToggled, this, [this](int index, bool checked) {
        if (checked) Q_EMIT chosen_changed(index);
    });
}

int segmented_control::chosen() const { return buttons_->checkedId(); }

void segmented_control::choose(int index) {
    const QSignalBlocker quiet(buttons_);
    if (auto* button = buttons_->button(index)) button->setChecked(true);
}

void segmented_control::set_choice_text(int index, const QString& text) {
    auto* button = buttons_->button(index);
    if (!button || button->text() == text) return;
    button->setText(text);
    button->setAccessibleName(accessibleName() + QStringLiteral(": ") + text);
}

void segmented_control::set_choice_enabled(int index, bool enabled, const QString& why_not) {
    auto* button = buttons_->button(index);
    if (!button) return;
    button->setEnabled(enabled);
    button->setToolTip(enabled ? QString() : why_not);
}

void segmented_control::paintEvent(QPaintEvent*) {
    const chart_colors colors = chart_colors_for(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mix(colors.text, colors.window, 0.08));
    painter.drawRoundedRect(QRectF(rect()), corner + 1, corner + 1);
}

}  // namespace sweeplab
