#include "widgets/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyleFactory>

#include "widgets/theme/palettes.h"

namespace sweeplab {

theme::theme(theme_choice choice, std::unique_ptr<system_color_scheme> system, QObject* parent)
    : QObject(parent), choice_(choice), system_(std::move(system)) {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    if (system_) follow_system();
    apply();
}

theme::~theme() = default;

bool theme::dark() const {
    return choice_ == theme_choice::dark || (choice_ == theme_choice::system && system_ && system_->dark());
}

void theme::set_choice(theme_choice choice) {
    if (choice == choice_) return;
    choice_ = choice;
    apply();
}

void theme::apply() {
    if (choice_ == theme_choice::system && !system_) {
        system_ = std::make_unique<system_color_scheme>();
        follow_system();
    }
    applied_dark_ = dark();
    QApplication::setPalette(applied_dark_ ? dark_palette() : light_palette());
    Q_EMIT changed(applied_dark_);
}

void theme::follow_system() {
    connect(system_.get(), &system_color_scheme::changed, this, [this] {
        if (dark() != applied_dark_) apply();
    });
}

QString missing_fonts_message() {
    if (!QFontDatabase::families().isEmpty()) return {};
    return QStringLiteral(
        "No font is installed, so no text can be drawn. Install one: sudo apt-get install fonts-dejavu-core");
}

}  // namespace sweeplab
