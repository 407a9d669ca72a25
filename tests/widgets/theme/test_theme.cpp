// Palettes, the system's preference, colours and icons.
#include <QComboBox>
#include <QDBusServer>
#include <QFile>
#include <QIcon>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

#include "tests/widgets/support/widget_test_main.h"
#include "widgets/panels/plain_style.h"
#include "widgets/theme/chart_colors.h"
#include "widgets/theme/marker_shape.h"
#include "widgets/theme/palettes.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/themed_icon.h"

using namespace sweeplab;

// Answers like the desktop's portal, over a private connection.
class fake_portal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 1;

public Q_SLOTS:
    QDBusVariant Read(const QString&, const QString&) {
        return QDBusVariant(QVariant::fromValue(QDBusVariant(scheme)));  // doubly wrapped, as the real one does
    }

Q_SIGNALS:
    void SettingChanged(const QString& group, const QString& key, const QDBusVariant& value);
};

class test_theme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void choices_read_back() {
        for (const auto choice : {theme_choice::system, theme_choice::light, theme_choice::dark}) {
            QCOMPARE(theme_choice_from(to_text(choice)), choice);
        }
        QCOMPARE(theme_choice_from(QStringLiteral("purple")), theme_choice::system);
    }

    void contrast_is_that_of_wcag() {
        QCOMPARE(qRound(contrast(Qt::black, Qt::white) * 10), 210);
        QCOMPARE(qRound(contrast(QColor(0x777777), Qt::white) * 100), 448);
    }

    void text_is_legible_in_both_palettes() {
        for (const QPalette& palette : {light_palette(), dark_palette()}) {
            for (const auto& [text, ground] : {std::pair{QPalette::WindowText, QPalette::Window},
                                               {QPalette::Text, QPalette::Base},
                                               {QPalette::Text, QPalette::AlternateBase},
                                               {QPalette::ButtonText, QPalette::Button},
                                               {QPalette::HighlightedText, QPalette::Highlight},
                                               {QPalette::ToolTipText, QPalette::ToolTipBase},
                                               {QPalette::Link, QPalette::Base},
                                               {QPalette::PlaceholderText, QPalette::Base}}) {
                QVERIFY2(contrast(palette.color(text), palette.color(ground)) >= 4.5,
                         qPrintable(QStringLiteral("%1 on %2").arg(text).arg(ground)));
            }
        }
        QVERIFY(!is_dark(light_palette()));
        QVERIFY(is_dark(dark_palette()));
    }

    void borders_of_fields_can_be_seen_in_both_palettes() {
        const plain_style style;
        QLineEdit line;
        QPlainTextEdit text;
        QComboBox choice;
        QSpinBox number;
        QPushButton button;
        for (const QPalette& palette : {light_palette(), dark_palette()}) {
            QVERIFY(contrast(border_colour(palette), palette.color(QPalette::Window)) >= 3);
            for (QWidget* field : std::initializer_list<QWidget*>{&line, &text, &choice, &number, &button}) {
                field->setStyle(const_cast<plain_style*>(&style));
                field->setPalette(palette);
                field->resize(120, 24);
                const QImage picture = field->grab().toImage();
                // The border is the one vertical line near the left edge that stands out most.
                double most = 0;
                for (int x = 0; x < 3; ++x)
                    most = std::max(most, contrast(picture.pixelColor(x, 12), palette.color(QPalette::Window)));
                QVERIFY2(most >= 3, qPrintable(QStringLiteral("%1: %2").arg(field->metaObject()->className()).arg(most)));
            }
        }
    }

    void charts_are_legible_in_both_palettes() {
        for (const QPalette& palette : {light_palette(), dark_palette()}) {
            const auto colors = chart_colors_for(palette);
            for (const auto& series : colors.series) QVERIFY(contrast(series, colors.surface) >= 3);
            for (const auto& text : {colors.text, colors.muted}) {
                QVERIFY(contrast(text, colors.surface) >= 4.5);
                QVERIFY(contrast(text, colors.window) >= 4.5);
            }
            QVERIFY(contrast(colors.warning, colors.warning_surface) >= 4.5);
            QVERIFY(contrast(colors.text, colors.warning_surface) >= 4.5);
        }
        QCOMPARE(chart_colors_for(light_palette()).of_series(0), QColor(0x0072b2));
        QCOMPARE(chart_colors_for(dark_palette()).of_series(6), QColor(0xe69f00));
    }

    void markers_are_alike_in_size_and_differ_in_shape() {
        QList<QPainterPath> seen;
        for (int i = 0; i < marker_shapes; ++i) {
            const QPainterPath path = marker_path(marker_of_series(i), 10);
            QVERIFY(path.boundingRect().width() > 16 && path.boundingRect().width() < 27);
            QVERIFY(!seen.contains(path));
            seen << path;
        }
    }

    void the_portals_number_is_understood() {
        const auto wrapped = [](uint number) { return QVariant::fromValue(QDBusVariant(number)); };
        QCOMPARE(color_scheme_from_portal(wrapped(1)), color_scheme::dark);
        QCOMPARE(color_scheme_from_portal(wrapped(2)), color_scheme::light);
        QCOMPARE(color_scheme_from_portal(wrapped(0)), color_scheme::none);
        QCOMPARE(color_scheme_from_portal(QVariant::fromValue(QDBusVariant(wrapped(1)))), color_scheme::dark);
        QCOMPARE(color_scheme_from_portal(QVariant(QStringLiteral("dark"))), color_scheme::none);
    }

    void kde_is_read_from_its_file() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("kdeglobals"));
        const auto scheme_of = [&](const char* text) {
            QFile file(path);
            if (file.open(QIODevice::WriteOnly)) file.write(text);
            file.close();
            return color_scheme_from_kde(path);
        };
        QCOMPARE(scheme_of("[Colors:Window]\nBackgroundNormal=32,35,38\n"), color_scheme::dark);
        QCOMPARE(scheme_of("[Colors:Window]\nBackgroundNormal=239,240,241\n"), color_scheme::light);
        QCOMPARE(scheme_of("[General]\nColorScheme=BreezeDark\n"), color_scheme::dark);
        QCOMPARE(scheme_of("[General]\nColorScheme=BreezeLight\n"), color_scheme::light);
        QCOMPARE(scheme_of("nonsense"), color_scheme::none);
        QCOMPARE(color_scheme_from_kde(folder.filePath(QStringLiteral("missing"))), color_scheme::none);
        QCOMPARE(color_scheme_from_kde({}), color_scheme::none);
    }

    void the_portal_is_asked_and_followed() {
        fake_portal portal;
        QDBusServer server(QStringLiteral("unix:tmpdir=/tmp"));
        server.setAnonymousAuthenticationAllowed(true);
        QObject::connect(&server, &QDBusServer::newConnection, [&](QDBusConnection connection) {
            connection.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &portal,
                                      QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        });
        const auto bus = QDBusConnection::connectToPeer(server.address(), QStringLiteral("test"));
        QTRY_VERIFY(bus.isConnected());
        auto system = std::make_unique<system_color_scheme>(system_color_scheme::source{bus, {}, {}});
        QSignalSpy changed(system.get(), &system_color_scheme::changed);
        theme look(theme_choice::system, std::move(system));
        QTRY_VERIFY(look.dark());
        QVERIFY(is_dark(QApplication::palette()));
        Q_EMIT portal.SettingChanged(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("contrast"),
                                     QDBusVariant(2U));
        Q_EMIT portal.SettingChanged(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("color-scheme"),
                                     QDBusVariant(2U));
        QTRY_VERIFY(!look.dark());
        QVERIFY(!is_dark(QApplication::palette()));
        QCOMPARE(changed.size(), 2);
        look.set_choice(theme_choice::dark);  // a choice of one's own does not follow
        Q_EMIT portal.SettingChanged(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("color-scheme"),
                                     QDBusVariant(1U));
        Q_EMIT portal.SettingChanged(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("color-scheme"),
                                     QDBusVariant(2U));
        QTRY_COMPARE(changed.size(), 4);
        QVERIFY(look.dark());
        QDBusConnection::disconnectFromPeer(QStringLiteral("test"));
    }

    void without_a_bus_it_is_kde_then_light() {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("kdeglobals")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[Colors:Window]\nBackgroundNormal=32,35,38\n");
        file.close();
        const QDBusConnection none(QStringLiteral("no such connection"));
        QVERIFY(system_color_scheme({none, {}, file.fileName()}).dark());
        QVERIFY(!system_color_scheme({none, {}, {}}).dark());
    }

    void a_choice_changes_the_palette_at_once() {
        theme look(theme_choice::light);
        QSignalSpy changed(&look, &theme::changed);
        QVERIFY(!is_dark(QApplication::palette()));
        look.set_choice(theme_choice::dark);
        QVERIFY(is_dark(QApplication::palette()));
        look.set_choice(theme_choice::dark);
        QCOMPARE(changed.size(), 1);
        look.set_choice(theme_choice::light);
        QVERIFY(!is_dark(QApplication::palette()));
    }

    void icons_take_the_palettes_colour() {
        const QIcon icon = recolored_icon(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><rect width='24' height='24'/></svg>");
        for (const QPalette& palette : {light_palette(), dark_palette()}) {
            QApplication::setPalette(palette);
            const QImage image = icon.pixmap(QSize(24, 24)).toImage();
            QCOMPARE(image.pixelColor(12, 12), palette.color(QPalette::ButtonText));
            const QImage disabled = icon.pixmap(QSize(24, 24), QIcon::Disabled).toImage();
            QCOMPARE(disabled.pixelColor(12, 12), palette.color(QPalette::Disabled, QPalette::ButtonText));
        }
        QVERIFY(themed_icon(QStringLiteral("no such icon")).isNull());
        QVERIFY(!has_themed_icon(QStringLiteral("no such icon")));
    }

    void a_machine_with_fonts_has_no_complaint() { QVERIFY(missing_fonts_message().isEmpty()); }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_theme)
#include "test_theme.moc"
