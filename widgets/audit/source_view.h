// The text of a file with its line numbers, and what is cited of it on a tinted ground. GUI thread.
#pragma once

#include <QPlainTextEdit>
#include <vector>

#include "widgets/models/cited_places.h"

namespace sweeplab {

class source_view final : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit source_view(QWidget* parent = nullptr);

    void set_source(const QString& text);
    // Marks them and brings the first into sight.
    void cite(std::vector<cited_place> places);
    const std::vector<cited_place>& cited() const { return cited_; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class number_strip;
    int strip_width() const;
    void paint_numbers(QPaintEvent* event);
    void mark();

    number_strip* strip_;
    std::vector<cited_place> cited_;
};

}  // namespace sweeplab
