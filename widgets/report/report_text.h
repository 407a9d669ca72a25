// The texts of a report on the sheet: sizes by rank, addresses that can be clicked. GUI thread.
#pragma once

#include <QLabel>

namespace sweeplab {

enum class text_rank { title, finding, section, caption, body };

// Plain text that wraps and can be selected.
class report_text final : public QLabel {
    Q_OBJECT

public:
    report_text(text_rank rank, const QString& text, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;  // a section's title stands on a line

private:
    void restyle();

    text_rank rank_;
    bool restyling_ = false;
};

// `text` as rich text in which nothing is markup but http and https addresses, which are links.
QString with_links(const QString& text);
bool has_links(const QString& text);

// A text somebody wrote: its addresses open in the desktop's browser when they are clicked, and are never fetched here.
class linked_text final : public QLabel {
    Q_OBJECT

public:
    linked_text(const QString& name, const QString& text, QWidget* parent = nullptr);
};

// The sign of a run against the simulated endpoint.
class simulated_mark final : public QWidget {
    Q_OBJECT

public:
    explicit simulated_mark(QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace sweeplab
