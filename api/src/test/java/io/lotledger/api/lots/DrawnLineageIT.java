package io.lotledger.api.lots;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

/** The lineage of a lot as a drawing, as a graph and as the network of FoodChain-Lab. */
class DrawnLineageIT {
    private static final String WAREHOUSE = "0614141000036";
    private static final String STORE = "0614141000043";

    private final LotClient client = new LotClient(LotledgerServer.shared());

    @Test
    void lineageIsDrawn() throws Exception {
        client.capture(LotClient.chain(0), "");
        String path = "/lots/" + client.lotId("P0") + "/lineage";

        Answer svg = client.get(path, "image/svg+xml");
        assertThat(svg.status()).isEqualTo(200);
        assertThat(svg.header("Content-Type")).startsWith("image/svg+xml");
        Document drawing = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg.text())));
        assertThat(drawing.getElementsByTagName("g").getLength())
                .as("a box for each lot")
                .isEqualTo(3);
        assertThat(svg.text()).contains("(01)10614141073464(10)P0").contains("100 cases");

        Answer graph = client.get(path, "text/vnd.graphviz");
        assertThat(graph.status()).isEqualTo(200);
        assertThat(graph.text()).startsWith("digraph lineage {").contains(" -> ");

        assertThat(client.get(path, "image/png").status()).isEqualTo(406);
    }

    @Test
    void lineageGoesToFoodChainLab() throws Exception {
        client.capture(LotClient.chain(0), "");
        String path = "/lots/" + client.lotId("P0") + "/lineage";

        Answer answer = client.get(path, "application/vnd.lotledger.foodchain-lab+json");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode network = answer.body();
        assertThat(network.get("version").asString()).isEqualTo("1.1.1");
        List<String> stations = column(network.at("/data/stations/data"), "ID");
        assertThat(stations).doesNotHaveDuplicates().contains("0614141000029", WAREHOUSE, STORE);
        JsonNode deliveries = network.at("/data/deliveries/data");
        List<String> ids = column(deliveries, "ID");
        List<String> from = column(deliveries, "from");
        List<String> to = column(deliveries, "to");
        assertThat(ids).hasSize(2).doesNotHaveDuplicates();
        assertThat(stations).containsAll(from).containsAll(to);
        assertThat(from).containsExactly("0614141000029", WAREHOUSE);
        assertThat(to).containsExactly(WAREHOUSE, STORE);
        assertThat(column(deliveries, "Lot ID"))
                .as("what was made of it is delivered on")
                .containsExactly("(01)10614141073464(10)P0", "(01)10614141073464(10)X0");
        JsonNode relations = network.at("/data/deliveryRelations/data");
        assertThat(column(relations, "from")).containsExactly(ids.get(0));
        assertThat(column(relations, "to")).containsExactly(ids.get(1));
    }

    private static List<String> column(JsonNode rows, String name) {
        return rows.valueStream()
                .flatMap(JsonNode::valueStream)
                .filter(cell -> cell.get("id").asString().equals(name))
                .map(cell -> cell.get("value").asString())
                .toList();
    }
}
