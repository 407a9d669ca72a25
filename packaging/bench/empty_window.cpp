// The peer of the window's start: a Qt program with an empty main window. With --exit-after-first-paint it
// prints when that was painted (nanoseconds of the monotonic clock) and ends.
#include <chrono>
#include <cstdio>

#include <QApplication>
#include <QMainWindow>
#include <QTimer>

namespace {

class empty_window final : public QMainWindow {
protected:
    void paintEvent(QPaintEvent* event) override {
        QMainWindow::paintEvent(event);
        if (painted_) return;
        painted_ = true;
        std::printf("%lld\n", static_cast<long long>(std::chrono::steady_clock::now().time_since_epoch().count()));
        std::fflush(stdout);
        if (QApplication::arguments().contains("--exit-after-first-paint")) QTimer::singleShot(0, qApp, &QApplication::quit);
    }

private:
    bool painted_ = false;
};

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    empty_window window;
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
