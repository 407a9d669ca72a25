// The way of files into the library: plans are told apart, what else there is is shown in the import's preview, and what
// the person wants of it is stored on a worker thread, all or nothing. GUI thread.
#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <vector>

#include "engine/foundation/error.h"
#include "engine/foundation/ids.h"
#include "widgets/bridge/session_bridge.h"
#include "widgets/dialogs/import_dialog.h"

namespace sweeplab {

class import_flow final : public QObject {
    Q_OBJECT

public:
    import_flow(session_bridge& bridge, QWidget* window);

    // Into the preview that is open, or into a new one; plans among them are handed on.
    void open(const QStringList& files);
    void choose();  // asks which files
    void paste();   // what the clipboard holds

    // Off: what can be read is stored without a preview, for a window that nobody sees.
    void set_asks(bool on) { asks_ = on; }
    import_dialog* dialog() const { return dialog_; }  // null: none is open
    bool under_way() const;                            // of an import without a preview

Q_SIGNALS:
    void plan_found(const QString& file);
    void storing(const QString& words);
    void stored(const std::vector<sweeplab::run_id>& runs, const QString& words, const QStringList& notices);
    void failed(const QString& doing, const sweeplab::error& why);

private:
    void open_runs(const QStringList& files);
    import_dialog& shown_dialog();
    void store();
    void store_unasked();

    session_bridge& bridge_;
    QWidget* window_;
    QPointer<import_dialog> dialog_;
    bool asks_ = true;
};

}  // namespace sweeplab
