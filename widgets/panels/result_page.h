// A page of the window's centre: one view on the ticked runs. A new view is a class of its own and a line in
// result_pages.cpp. GUI thread.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "widgets/bridge/run_library.h"

class QAction;

namespace sweeplab {

// What a page can give to files; the export dialog offers what is there.
class exportable {
public:
    virtual ~exportable() = default;
    virtual bool can_export() const = 0;
    virtual QSize shown_size() const = 0;                                // logical pixels
    virtual result<void> export_png(const QString& file, QSize size, double scale) = 0;
    virtual result<void> export_svg(const QString& file, QSize size) = 0;
    virtual result<void> export_pdf(const QString& file, QSize size) = 0;
    virtual QString csv_of_shown() const = 0;                            // what is seen, one row a point
};

class result_page : public QWidget {
    Q_OBJECT

public:
    explicit result_page(QWidget* parent = nullptr) : QWidget(parent) {}
    virtual QString title() const = 0;      // of the tab
    virtual void show_runs(const std::vector<loaded_run_ptr>& runs) = 0;
    virtual void set_empty_actions(const QList<QAction*>& actions) = 0;
    virtual exportable* exports() { return nullptr; }
    // Choices worth keeping between sessions (quantity, layout), under keys of the page's own.
    virtual void save_choices() const {}
    virtual void restore_choices() {}
};

// All pages, in the order of their tabs.
std::vector<result_page*> make_result_pages(QWidget* parent);

}  // namespace sweeplab
