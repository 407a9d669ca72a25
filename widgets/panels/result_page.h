// A page of the window's centre: one view on the ticked runs. A new view is a class of its own and a line in
// result_pages.cpp. GUI thread.
#pragma once

#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

#include "widgets/bridge/run_library.h"
#include "widgets/charts/chart_export.h"

class QAction;

namespace sweeplab {

class live_run;

// `pdf` is one page as large as the picture; `document` a PDF of as many sheets of paper as it takes.
enum class export_format { png, svg, pdf, csv, html, markdown, document };

// The picture that it is, if it is one of the size that is asked for.
std::optional<picture_format> picture_of(export_format format);

// What a page can give to files.
class exportable {
public:
    virtual ~exportable() = default;
    virtual bool has_something() const = 0;
    virtual QSize shown_size() const = 0;  // logical pixels
    // What a picture of that size will have, which may be more: everything is on it.
    virtual QSize saved_size(const chart_export_options& asked) const { return asked.size; }
    virtual QString suggested_name() const = 0;
    // In the order in which they are offered.
    virtual std::vector<export_format> formats() const;
    virtual result<void> save(export_format format, const QString& file, const chart_export_options& options) = 0;
};

// "belief_extraction_losses": a run's name as part of a file's, with what the file shows of it.
QString file_name_for(QString run_name, const QString& what);

class result_page : public QWidget {
    Q_OBJECT

public:
    explicit result_page(QWidget* parent = nullptr) : QWidget(parent) {}
    virtual void show_runs(const std::vector<loaded_run_ptr>& runs) = 0;
    // Comes before show_runs(): whether more ticked runs are still being read.
    virtual void set_loading(bool) {}
    // The library as it is listed now: runs are starred, named and removed while others are ticked.
    virtual void set_library(const std::vector<run_summary>&) {}
    // The machines as they are known now, which may be more than was known when a run was saved.
    virtual void set_hosts(const std::vector<host_profile>&) {}
    // Pages that show what a run measures while it goes on.
    virtual void set_live(live_run&) {}
    // Pages that read more than they are shown ask here.
    virtual void set_bridge(session_bridge&) {}
    virtual void set_empty_actions(const QList<QAction*>& actions) = 0;
    virtual void set_export_action(QAction*) {}
    virtual exportable* exports() { return nullptr; }
    // Choices worth keeping between sessions (quantity, layout), under keys of the page's own.
    virtual void save_choices() const {}
    virtual void restore_choices() {}

protected:
    // How the action looks in a page's row of controls.
    QWidget* make_export_button(QAction* action);

Q_SIGNALS:
    void exportable_changed();
    // The person wants to leave a repeat of this run out at this worker count, or take it in again.
    void repeats_wanted(qint64 run, int workers);
    // What is here is better seen on the Figures page.
    void figures_wanted();
    // The person wants to enter something in a host profile.
    void hosts_wanted();
};

// A page that is made when its tab is first looked at: the window opens sooner.
struct result_page_kind {
    QString title;  // of the tab
    std::function<result_page*(QWidget* parent)> make;
};
// In the order of their tabs.
std::vector<result_page_kind> result_page_kinds();

}  // namespace sweeplab
