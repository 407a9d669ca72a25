#include "widgets/theme/palettes.h"

#include <algorithm>
#include <cmath>

namespace sweeplab {
namespace {

struct palette_colors {
    QColor window, base, alternate, text, button, light, midlight, mid, dark, shadow;
    QColor highlight, highlighted_text, link, link_visited, tool_tip, placeholder, disabled;
};

QPalette make_palette(const palette_colors& c) {
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.alternate);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::Button, c.button);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::Light, c.light);
    palette.setColor(QPalette::Midlight, c.midlight);
    palette.setColor(QPalette::Mid, c.mid);
    palette.setColor(QPalette::Dark, c.dark);
    palette.setColor(QPalette::Shadow, c.shadow);
    palette.setColor(QPalette::Highlight, c.highlight);
    palette.setColor(QPalette::HighlightedText, c.highlighted_text);
    palette.setColor(QPalette::Link, c.link);
    palette.setColor(QPalette::LinkVisited, c.link_visited);
    palette.setColor(QPalette::ToolTipBase, c.tool_tip);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::PlaceholderText, c.placeholder);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText,
                            QPalette::ToolTipText, QPalette::PlaceholderText}) {
        palette.setColor(QPalette::Disabled, role, c.disabled);
    }
    palette.setColor(QPalette::Disabled, QPalette::Base, c.window);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.mid);
    return palette;
}

double linear(double channel) { return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4); }

double luminance(const QColor& color) {
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

}  // namespace

QPalette light_palette() {
    palette_colors c;
    c.window = QColor(0xf2f3f5);
    c.base = QColor(0xffffff);
    c.alternate = QColor(0xf7f8fa);
    c.text = QColor(0x1a1c20);
    c.button = QColor(0xf4f5f7);
    c.light = QColor(0xffffff);
    c.midlight = QColor(0xebedf0);
    c.mid = QColor(0xc6cad1);
    c.dark = QColor(0xa2a8b2);
    c.shadow = QColor(0x6e7581);
    c.highlight = QColor(0x0b67b8);
    c.highlighted_text = QColor(0xffffff);
    c.link = QColor(0x0b63b0);
    c.link_visited = QColor(0x6b4aa8);
    c.tool_tip = QColor(0xffffff);
    c.placeholder = QColor(0x6b7280);
    c.disabled = QColor(0x9097a3);
    return make_palette(c);
}

QPalette dark_palette() {
    palette_colors c;
    c.window = QColor(0x1f2226);
    c.base = QColor(0x17181b);
    c.alternate = QColor(0x1c1e22);
    c.text = QColor(0xe8eaed);
    c.button = QColor(0x2c3036);
    c.light = QColor(0x464c55);
    c.midlight = QColor(0x383d44);
    c.mid = QColor(0x3a3f47);
    c.dark = QColor(0x121316);
    c.shadow = QColor(0x0a0b0c);
    c.highlight = QColor(0x2a6fb0);
    c.highlighted_text = QColor(0xffffff);
    c.link = QColor(0x6cb6ff);
    c.link_visited = QColor(0xb79bef);
    c.tool_tip = QColor(0x2a2d32);
    c.placeholder = QColor(0x9299a4);
    c.disabled = QColor(0x6d747f);
    return make_palette(c);
}

bool is_dark(const QPalette& palette) { return luminance(palette.color(QPalette::Active, QPalette::Base)) < 0.18; }

QColor border_colour(const QPalette& palette) { return is_dark(palette) ? QColor(0x737b87) : QColor(0x7d838d); }

double contrast(const QColor& a, const QColor& b) {
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

QColor mix(const QColor& over, const QColor& under, double share) {
    const auto channel = [share](float a, float b) { return static_cast<float>(share * a + (1 - share) * b); };
    return QColor::fromRgbF(channel(over.redF(), under.redF()), channel(over.greenF(), under.greenF()),
                            channel(over.blueF(), under.blueF()));
}

}  // namespace sweeplab
