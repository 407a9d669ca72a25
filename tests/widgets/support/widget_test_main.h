// The main of every window test: one style, palette and font, so that pictures and sizes are the same
// everywhere, and any warning of Qt fails the test.
#pragma once

#include <QApplication>
#include <QFont>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QStyleFactory>
#include <QTest>

#define SWEEPLAB_WIDGET_TEST_MAIN(test_class)                    \
    int main(int argc, char** argv) {                            \
        QStandardPaths::setTestModeEnabled(true);                \
        QApplication application(argc, argv);                    \
        QApplication::setStyle(QStyleFactory::create("Fusion")); \
        QApplication::setFont(QFont("DejaVu Sans", 9));          \
        test_class tests;                                        \
        return QTest::qExec(&tests, argc, argv);                 \
    }
