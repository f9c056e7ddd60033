package io.lotledger.api.dashboard.lineage;

import io.lotledger.api.lots.picture.LineageGraph;
import io.lotledger.api.lots.picture.LineagePicture;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.history.WithdrawnLinks;
import io.lotledger.projections.lineage.lots.LotDescription;
import java.util.List;

/**
 * The lineage that a question asks for.
 *
 * @param described the lots of the graph
 * @param isMarked whether missing elements and findings of each lot were looked for
 */
public record LineageView(
        LineageQuestion question,
        Trace trace,
        WithdrawnLinks withdrawn,
        List<LotDescription> described,
        LineageGraph graph,
        boolean isMarked) {
    public LineageView {
        described = List.copyOf(described);
    }

    LineageView with(LineageQuestion other) {
        return new LineageView(other, trace, withdrawn, described, graph, isMarked);
    }

    /** The picture with the groups that the question opens. */
    public LineagePicture picture() {
        return question.showAll()
                ? LineagePicture.ungrouped(graph)
                : LineagePicture.grouped(
                        graph, question.open(), question.selection().size() == 1 ? question.selected() : null);
    }
}
