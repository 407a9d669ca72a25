// What to show and how: quantity, panels by machine or overlaid, chart or table. GUI thread.
#pragma once

#include <QWidget>

#include "widgets/charts/scaling_chart_data.h"

namespace sweeplab {

class segmented_control;

class scaling_view_controls final : public QWidget {
    Q_OBJECT

public:
    explicit scaling_view_controls(QWidget* parent = nullptr);

    void show_choices(const scaling_content& content, bool table);  // emits nothing
    void add_control(QWidget* control);

Q_SIGNALS:
    void quantity_chosen(sweeplab::chart_quantity quantity);
    void layout_chosen(sweeplab::panel_layout layout);
    void table_chosen(bool table);

private:
    segmented_control* quantity_;
    segmented_control* layout_;
    segmented_control* form_;
};

}  // namespace sweeplab
