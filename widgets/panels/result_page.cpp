#include "widgets/panels/result_page.h"

#include <QToolButton>

namespace sweeplab {

QString file_name_for(QString run_name, const QString& what) {
    for (QChar& letter : run_name)
        if (!letter.isLetterOrNumber() && letter != QLatin1Char('-')) letter = QLatin1Char('_');
    return run_name.left(60) + QLatin1Char('_') + what;
}

std::optional<picture_format> picture_of(export_format format) {
    switch (format) {
        case export_format::png: return picture_format::png;
        case export_format::svg: return picture_format::svg;
        case export_format::pdf: return picture_format::pdf;
        case export_format::csv:
        case export_format::html:
        case export_format::markdown:
        case export_format::document: break;
    }
    return std::nullopt;
}

std::vector<export_format> exportable::formats() const {
    return {export_format::png, export_format::svg, export_format::pdf, export_format::csv};
}

QWidget* result_page::make_export_button(QAction* action) {
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

}  // namespace sweeplab
