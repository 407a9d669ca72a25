// A sheet of text, tables and charts that scrolls as one. GUI thread.
#pragma once

#include <QScrollArea>

namespace sweeplab {

// Takes the keyboard, so that a sheet without a field to go to can be read to its end.
inline QScrollArea* make_reading_area(QWidget* paper, const QString& accessible_name, QWidget* parent) {
    auto* area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidgetResizable(true);
    area->setWidget(paper);
    area->viewport()->setAutoFillBackground(false);
    paper->setAutoFillBackground(false);
    area->setFocusPolicy(Qt::StrongFocus);
    area->setAccessibleName(accessible_name);
    return area;
}

}  // namespace sweeplab
