package io.lotledger.api.capture;

import static io.lotledger.api.capture.CaptureClient.CAPTURE;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whatever arrives as a body is captured or refused with a reason: it is never our fault, and no job is left half-done. */
class SpoiltBodiesIT {
    private static final int BODIES = 400;
    private static final long SEED = 204;

    private final LotledgerServer server = LotledgerServer.shared();
    private final CaptureClient partner = new CaptureClient(server);

    @Test
    void aSpoiltBodyIsCapturedOrRefusedWithAReasonAndLeavesNoJobRunning() {
        Random random = new Random(SEED);
        int captured = 0;
        int refused = 0;
        for (int i = 0; i < BODIES; i++) {
            boolean xml = random.nextBoolean();
            byte[] body = spoilt((xml ? xml(i) : json(i)).getBytes(StandardCharsets.UTF_8), random);
            Answer answer =
                    partner.postTo("/capture", body, "Content-Type", xml ? "application/xml" : "application/ld+json");
            String told = new String(body, StandardCharsets.UTF_8) + "\n→ "
                    + answer.response().body();
            if (answer.status() == 202) {
                captured++;
                assertThat(answer.json().get("running").asBoolean()).as(told).isFalse();
            } else {
                refused++;
                assertThat(answer.status()).as(told).isEqualTo(400);
                assertThat(answer.header("Content-Type")).as(told).startsWith("application/problem+json");
                assertThat(answer.json().get("detail").asString()).as(told).isNotBlank();
            }
        }

        assertThat(captured).as("some are still in order").isPositive();
        assertThat(refused).as("most are not").isGreaterThan(BODIES / 4);
        JsonNode jobs = partner.get(CAPTURE + "?perPage=" + BODIES).json();
        assertThat(jobs).as("what was refused left no job").hasSize(captured);
        jobs.forEach(job -> assertThat(job.get("running").asBoolean()).isFalse());
    }

    @Test
    void anUploadThatBreaksOffLeavesNoJob() throws IOException {
        byte[] body = json(0).getBytes(StandardCharsets.UTF_8);
        URI base = server.baseUrl();
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + CAPTURE + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nX-API-Key: "
                            + partner.key() + "\r\nContent-Type: application/ld+json\r\nContent-Length: " + body.length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.write(body, 0, body.length - 10);
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).as("the server has given up on it").doesNotContain(" 202 ", " 500 ");
        }

        assertThat(partner.get(CAPTURE).json()).isEmpty();
    }

    private static byte[] spoilt(byte[] body, Random random) {
        int at = random.nextInt(body.length);
        switch (random.nextInt(4)) {
            case 0 -> {
                return Arrays.copyOf(body, at);
            }
            case 1 -> {
                byte[] chance = new byte[at];
                random.nextBytes(chance);
                return chance;
            }
            case 2 -> {
                body[at] = (byte) random.nextInt(256);
                return body;
            }
            default -> {
                byte[] without = Arrays.copyOf(body, body.length - 1);
                System.arraycopy(body, at + 1, without, at, body.length - at - 1);
                return without;
            }
        }
    }

    private static String json(int i) {
        return Documents.of(
                Documents.shipping("urn:uuid:" + UUID.randomUUID(), "SPOILT-" + i, 40), Documents.event("SPOILT", i));
    }

    private static String xml(int i) {
        return """
                <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:ex="https://ex.example/" schemaVersion="2.0" creationDate="2026-04-17T11:26:42Z"><EPCISBody><EventList>
                <ObjectEvent><eventTime>2026-04-17T09:26:42-04:00</eventTime><eventTimeZoneOffset>-04:00</eventTimeZoneOffset>
                <eventID>urn:uuid:%s</eventID><epcList/><action>OBSERVE</action><bizStep>https://ref.gs1.org/cbv/BizStep-shipping</bizStep>
                <quantityList><quantityElement><epcClass>urn:epc:class:lgtin:4012345.012345.S%d</epcClass><quantity>40</quantity><uom>LBR</uom></quantityElement></quantityList>
                <ex:note>%d &amp; more</ex:note></ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>""".formatted(UUID.randomUUID(), i, i);
    }
}
