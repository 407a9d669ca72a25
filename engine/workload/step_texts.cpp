#include "engine/workload/step_texts.h"

namespace sweeplab {

bool step_texts::keep(int item, std::string text, int readers) {
    if (bytes_ + text.size() > most_step_texts_bytes) return false;
    bytes_ += text.size();
    texts_[item] = {std::move(text), readers};
    return true;
}

const std::string* step_texts::find(int item) const {
    const auto found = texts_.find(item);
    return found == texts_.end() ? nullptr : &found->second.text;
}

void step_texts::read_by_one(int item) {
    const auto found = texts_.find(item);
    if (found == texts_.end() || --found->second.readers > 0) return;
    bytes_ -= found->second.text.size();
    texts_.erase(found);
}

void step_texts::clear() {
    texts_.clear();
    bytes_ = 0;
}

}  // namespace sweeplab
