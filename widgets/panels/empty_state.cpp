#include "widgets/panels/empty_state.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

QPushButton* button_for(QAction* action, QWidget* parent) {
    auto* button = new QPushButton(action->text(), parent);
    button->setToolTip(action->toolTip());
    button->setEnabled(action->isEnabled());
    button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::changed, button, [=] { button->setEnabled(action->isEnabled()); });
    return button;
}

}  // namespace

empty_state::empty_state(QWidget* parent)
    : QWidget(parent),
      title_(new styled_label(label_part::title, {}, this)),
      text_(new styled_label(label_part::note, {}, this)),
      buttons_(new QHBoxLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(10);
    column->addStretch(2);
    for (styled_label* label : {title_, text_}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    column->addSpacing(6);
    buttons_->setSpacing(8);
    column->addLayout(buttons_);
    column->addStretch(3);
}

void empty_state::set_text(const QString& title, const QString& text) {
    title_->setText(title);
    title_->setVisible(!title.isEmpty());
    text_->setText(text);
}

void empty_state::set_actions(const QList<QAction*>& actions) {
    while (QLayoutItem* item = buttons_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (actions.isEmpty()) return;
    buttons_->addStretch();
    for (QAction* action : actions) buttons_->addWidget(button_for(action, this));
    buttons_->addStretch();
}

}  // namespace sweeplab
