// The line "Leave a repeat out…" in the menus over a point and over its row in the table. GUI thread.
#pragma once

#include <QMenu>

namespace sweeplab {

template <class Do>
void add_repeats_action(QMenu& menu, const QObject* context, Do what) {
    menu.addAction(QStringLiteral("&Leave a repeat out…"), context, std::move(what));
}

}  // namespace sweeplab
