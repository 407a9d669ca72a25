#include "widgets/panels/result_page.h"

#include <QToolButton>

namespace sweeplab {

QString file_name_for(QString run_name, const QString& what) {
    for (QChar& letter : run_name)
        if (!letter.isLetterOrNumber() && letter != QLatin1Char('-')) letter = QLatin1Char('_');
    return run_name.left(60) + QLatin1Char('_') + what;
}

QWidget* result_page::make_export_button(QAction* action) {
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

}  // namespace sweeplab
