#include "widgets/editors/step_layout.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>

namespace sweeplab {
namespace {

constexpr double bend_height = 0.45;  // of a row: where a line passes between steps
constexpr int sweeps = 8;
constexpr std::size_t most_links_to_sort = 600;  // beyond it no order is readable, and counting would take long

// A step, or the bend of a line in a layer that it only passes.
struct vertex {
    int layer = 0;
    int wish = 0;  // the order to begin with
    bool bend = false;
    std::vector<int> before, behind;  // vertices of the neighbouring layers
};

class drawing {
public:
    drawing(int steps, const std::vector<step_link>& links) : links_(links), vertices_(static_cast<std::size_t>(steps)) {
        layout_.steps.resize(static_cast<std::size_t>(steps));
        for (const step_link& one : links) layout_.lines.push_back({one, {}, one.from == one.to});
    }

    step_layout make() {
        find_circles();
        find_layers();
        add_bends();
        order_layers();
        place_vertices();
        return std::move(layout_);
    }

private:
    vertex& at(int which) { return vertices_[static_cast<std::size_t>(which)]; }
    int steps() const { return static_cast<int>(layout_.steps.size()); }

    // The lines that lead back to a step which is still being followed.
    void find_circles() {
        enum class mark : std::uint8_t { unseen, open, done };
        std::vector<mark> marks(layout_.steps.size(), mark::unseen);
        std::vector<std::vector<std::size_t>> leaving(layout_.steps.size());
        for (std::size_t i = 0; i < links_.size(); ++i) leaving[static_cast<std::size_t>(links_[i].from)].push_back(i);
        struct visit {
            std::size_t step, next;
        };
        std::vector<visit> path;
        for (std::size_t root = 0; root < marks.size(); ++root) {
            if (marks[root] != mark::unseen) continue;
            marks[root] = mark::open;
            path.push_back({root, 0});
            while (!path.empty()) {
                const auto step = path.back().step;
                if (path.back().next == leaving[step].size()) {
                    marks[step] = mark::done;
                    path.pop_back();
                    continue;
                }
                const auto line = leaving[step][path.back().next++];
                const auto to = static_cast<std::size_t>(links_[line].to);
                if (marks[to] == mark::open) layout_.lines[line].circular = true;
                if (marks[to] == mark::unseen) marks[to] = mark::open, path.push_back({to, 0});
            }
        }
    }

    // By the longest way from a step that waits for nothing.
    void find_layers() {
        std::vector<int> missing(layout_.steps.size());
        std::vector<std::vector<int>> followers(layout_.steps.size());
        for (const auto& line : layout_.lines) {
            if (line.circular) continue;
            ++missing[static_cast<std::size_t>(line.link.to)];
            followers[static_cast<std::size_t>(line.link.from)].push_back(line.link.to);
        }
        std::vector<int> ready;
        for (int step = 0; step < steps(); ++step)
            if (missing[static_cast<std::size_t>(step)] == 0) ready.push_back(step);
        for (std::size_t i = 0; i < ready.size(); ++i)
            for (const int next : followers[static_cast<std::size_t>(ready[i])]) {
                at(next).layer = std::max(at(next).layer, at(ready[i]).layer + 1);
                if (--missing[static_cast<std::size_t>(next)] == 0) ready.push_back(next);
            }
        for (int step = 0; step < steps(); ++step) {
            at(step).wish = step;
            layout_.layers = std::max(layout_.layers, at(step).layer + 1);
        }
    }

    void add_bends() {
        layers_.resize(static_cast<std::size_t>(layout_.layers));
        bends_.resize(layout_.lines.size());
        for (std::size_t i = 0; i < layout_.lines.size(); ++i) {
            if (layout_.lines[i].circular) continue;
            const auto [from, to, text] = layout_.lines[i].link;
            int last = from;
            for (int layer = at(from).layer + 1; layer < at(to).layer; ++layer) {
                const int made = static_cast<int>(vertices_.size());
                vertices_.push_back({layer, from, true, {}, {}});
                bends_[i].push_back(made);
                join(last, made);
                last = made;
            }
            join(last, to);
        }
        for (int which = 0; which < static_cast<int>(vertices_.size()); ++which)
            layers_[static_cast<std::size_t>(at(which).layer)].push_back(which);
        for (auto& layer : layers_) std::ranges::stable_sort(layer, {}, [this](int which) { return at(which).wish; });
    }

    void join(int from, int to) {
        at(from).behind.push_back(to);
        at(to).before.push_back(from);
    }

    // Each vertex to the middle of its neighbours, forth and back; the order with the fewest crossings is kept.
    void order_layers() {
        if (vertices_.size() > most_links_to_sort || links_.size() > most_links_to_sort) return;
        auto best = layers_;
        auto fewest = crossings();
        for (int sweep = 0; sweep < sweeps && fewest > 0; ++sweep) {
            const bool forth = sweep % 2 == 0;
            for (std::size_t i = 0; i < layers_.size(); ++i)
                sort_layer(forth ? layers_[i] : layers_[layers_.size() - 1 - i], forth ? &vertex::before : &vertex::behind);
            if (const auto now = crossings(); now < fewest) fewest = now, best = layers_;
        }
        layers_ = std::move(best);
    }

    std::vector<int> ranks() const {
        std::vector<int> ranks(vertices_.size());
        for (const auto& layer : layers_)
            for (std::size_t i = 0; i < layer.size(); ++i) ranks[static_cast<std::size_t>(layer[i])] = static_cast<int>(i);
        return ranks;
    }

    void sort_layer(std::vector<int>& layer, std::vector<int> vertex::*neighbours) {
        const auto rank = ranks();
        std::vector<double> middle(vertices_.size());
        for (const int which : layer) {
            const auto& others = at(which).*neighbours;
            double sum = 0;
            for (const int other : others) sum += rank[static_cast<std::size_t>(other)];
            middle[static_cast<std::size_t>(which)] =
                others.empty() ? rank[static_cast<std::size_t>(which)] : sum / static_cast<double>(others.size());
        }
        std::ranges::stable_sort(layer, {}, [&](int which) { return middle[static_cast<std::size_t>(which)]; });
    }

    std::int64_t crossings() const {
        const auto rank = ranks();
        std::int64_t count = 0;
        for (const auto& layer : layers_) {
            std::vector<int> ends;  // in the order of where they begin
            for (const int which : layer) {
                auto behind = vertices_[static_cast<std::size_t>(which)].behind;
                std::ranges::sort(behind, {}, [&](int other) { return rank[static_cast<std::size_t>(other)]; });
                for (const int other : behind) {
                    const int end = rank[static_cast<std::size_t>(other)];
                    count += std::ranges::count_if(ends, [end](int earlier) { return earlier > end; });
                    ends.push_back(end);
                }
            }
        }
        return count;
    }

    // Each layer is centred.
    void place_vertices() {
        const auto height = [this](int which) { return at(which).bend ? bend_height : 1.0; };
        std::vector<double> heights;
        for (const auto& layer : layers_)
            heights.push_back(std::accumulate(layer.begin(), layer.end(), 0.0,
                                              [&](double sum, int which) { return sum + height(which); }));
        layout_.rows = heights.empty() ? 0 : *std::ranges::max_element(heights);
        std::vector<double> rows(vertices_.size());
        for (std::size_t i = 0; i < layers_.size(); ++i) {
            double row = (layout_.rows - heights[i]) / 2;
            for (const int which : layers_[i]) {
                rows[static_cast<std::size_t>(which)] = row + height(which) / 2;
                row += height(which);
            }
        }
        for (int step = 0; step < steps(); ++step)
            layout_.steps[static_cast<std::size_t>(step)] = {at(step).layer, rows[static_cast<std::size_t>(step)]};
        for (std::size_t i = 0; i < bends_.size(); ++i)
            for (const int which : bends_[i])
                layout_.lines[i].bends.push_back({at(which).layer, rows[static_cast<std::size_t>(which)]});
    }

    const std::vector<step_link>& links_;
    std::vector<vertex> vertices_;          // the steps first
    std::vector<std::vector<int>> layers_;  // vertices in their order
    std::vector<std::vector<int>> bends_;   // by line
    step_layout layout_;
};

}  // namespace

step_layout lay_out_steps(int steps, const std::vector<step_link>& links) { return drawing(steps, links).make(); }

}  // namespace sweeplab
