#include "widgets/imports/join_offer.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>
#include <map>

#include "widgets/advice/text_lines.h"
#include "widgets/models/import_words.h"
#include "widgets/models/words.h"

namespace sweeplab {

std::string tool_of_part(const file_reading& reading) {
    if (reading.runs.size() != 1) return {};
    const json& plan = reading.runs.front().plan;
    const auto imported = plan.is_object() ? plan.find("imported") : plan.end();
    if (imported == plan.end() || !imported->is_object()) return {};
    const auto tool = imported->find("tool");
    return tool != imported->end() && tool->is_string() ? tool->get<std::string>() : std::string();
}

join_offer::join_offer(import_reader& reader, QWidget* parent)
    : QWidget(parent),
      reader_(reader),
      wanted_(new QCheckBox(this)),
      name_(new QLineEdit(this)),
      note_(wrapped_label(label_part::plain, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    row->addWidget(wanted_);
    row->addWidget(name_, 1);
    column->addLayout(row);
    column->addWidget(note_);
    wanted_->setAccessibleName(tr("Put them together as one run"));
    name_->setAccessibleName(tr("Name of the run that is put together"));
    name_->setPlaceholderText(tr("its name"));
    connect(wanted_, &QCheckBox::toggled, this, &join_offer::ask);
    connect(name_, &QLineEdit::textChanged, this, &join_offer::show_state);
    note_->hide();  // until there is something to say
    hide();
}

bool join_offer::wanted() const { return !parts_.empty() && wanted_->isChecked(); }
std::string join_offer::name() const { return to_std(name_->text().trimmed()); }

// Of several tools the one with the most files.
void join_offer::set_readings(const std::vector<file_reading_ptr>& ticked) {
    std::map<std::string, std::vector<file_reading_ptr>> by_tool;
    for (const auto& reading : ticked)
        if (auto tool = tool_of_part(*reading); !tool.empty()) by_tool[tool].push_back(reading);
    const auto most = std::ranges::max_element(by_tool, {}, [](const auto& one) { return one.second.size(); });
    auto parts = most == by_tool.end() || most->second.size() < 2 ? std::vector<file_reading_ptr>() : most->second;
    if (parts == parts_) return;
    parts_ = std::move(parts);
    setVisible(!parts_.empty());
    if (!parts_.empty())
        wanted_->setText(
            tr("&Put the %1 files of %2 together as one run:")
                .arg(parts_.size())
                .arg(shown_plainly(parts_.front()->preview.tool).replace(QLatin1Char('&'), QLatin1String("&&"))));
    ask();
}

void join_offer::ask() {
    joined_.reset();
    refused_.reset();
    asking_ = wanted();
    if (asking_) {
        reader_.join(parts_, [this](result<file_reading_ptr> answer) {
            if (!wanted()) return;
            asking_ = false;
            if (answer) joined_ = std::move(*answer);
            else refused_ = std::move(answer.error());
            show_state();
        });
    }
    show_state();
}

void join_offer::show_state() {
    name_->setEnabled(wanted());
    note_->set_part(refused_ ? label_part::fault : label_part::note);
    QString words;
    if (refused_) {
        words = tr("They cannot be put together. %1").arg(error_in_words(*refused_));
    } else if (joined_) {
        const auto& run = joined_->preview.runs.front();
        words = tr("One run: %1 workers, %2")
                    .arg(to_qt(worker_counts_to_text(run.workers)),
                         counted(static_cast<long long>(run.trials), "trial", "trials"));
        if (run.requests > 0) words += tr(", %1").arg(counted(static_cast<long long>(run.requests), "request", "requests"));
    }
    note_->setText(words);
    note_->setVisible(!words.isEmpty());
    Q_EMIT changed();
}

}  // namespace sweeplab
