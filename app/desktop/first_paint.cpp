#include "app/desktop/first_paint.h"

#include <unistd.h>
#include <QEvent>
#include <QFile>
#include <QTimer>
#include <QWidget>
#include <ctime>

namespace sweeplab {
namespace {

double seconds_of(clockid_t which) {
    timespec now{};
    clock_gettime(which, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Field 22 of /proc/self/stat, in clock ticks since the machine was started (proc(5)); 0 where there is none.
double start_of_process() {
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    const QByteArray text = file.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    return fields.size() > 19 ? fields[19].toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK)) : 0;
}

class paint_watcher final : public QObject {
public:
    paint_watcher(QWidget* widget, std::function<void()> done) : QObject(widget), done_(std::move(done)) {
        widget->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        // The paint ends with the update that is being handled: what is queued now comes right after it.
        if (event->type() == QEvent::Paint && done_) QTimer::singleShot(0, this, std::exchange(done_, {}));
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<void()> done_;
};

}  // namespace

double milliseconds_since_start() {
    const QByteArray noted = qgetenv("SWEEPLAB_STARTED_NS");
    if (!noted.isEmpty()) return seconds_of(CLOCK_MONOTONIC) * 1e3 - noted.toDouble() * 1e-6;
#ifdef CLOCK_BOOTTIME
    return (seconds_of(CLOCK_BOOTTIME) - start_of_process()) * 1e3;
#else
    return 0;
#endif
}

void after_first_paint(QWidget* widget, std::function<void()> done) { new paint_watcher(widget, std::move(done)); }

}  // namespace sweeplab
