package io.lotledger.api.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;

/** The icons that the pages use, as one SVG of symbols: the whole of Bootstrap Icons has more than a megabyte. */
@Controller
class Icons {
    private static final String FOLDER = "META-INF/resources/webjars/bootstrap-icons/1.13.1/icons/";
    private static final Pattern SVG = Pattern.compile("(?s)<svg[^>]*>(.*)</svg>");

    /** Our name of each icon, and its file. */
    private static final Map<String, String> FILES = new TreeMap<>(Map.ofEntries(
            Map.entry("home", "house"),
            Map.entry("lot", "box-seam"),
            Map.entry("out", "download"),
            Map.entry("in", "upload"),
            Map.entry("flag", "flag"),
            Map.entry("pin", "geo-alt"),
            Map.entry("product", "tag"),
            Map.entry("key", "key"),
            Map.entry("building", "building"),
            Map.entry("gear", "sliders"),
            Map.entry("help", "question-circle"),
            Map.entry("clock", "clock"),
            Map.entry("drill", "stopwatch"),
            Map.entry("find", "search"),
            Map.entry("copy", "copy"),
            Map.entry("print", "printer"),
            Map.entry("ok", "check-circle"),
            Map.entry("warn", "exclamation-triangle"),
            Map.entry("err", "exclamation-octagon"),
            Map.entry("info", "info-circle"),
            Map.entry("plus", "plus-lg"),
            Map.entry("minus", "dash-lg"),
            Map.entry("fit", "arrows-angle-expand"),
            Map.entry("menu", "list"),
            Map.entry("person", "person"),
            Map.entry("x", "x-lg"),
            Map.entry("map", "map"),
            Map.entry("list", "list-ul"),
            Map.entry("play", "play-fill"),
            Map.entry("pause", "pause-fill"),
            Map.entry("left", "chevron-left"),
            Map.entry("right", "chevron-right"),
            Map.entry("down", "chevron-down"),
            Map.entry("graph", "diagram-2"),
            Map.entry("leave", "box-arrow-right"),
            Map.entry("theme", "circle-half"),
            Map.entry("phone", "telephone"),
            Map.entry("shield", "shield-check")));

    private final byte[] sprite = sprite();
    private final String address =
            AssetWiring.PATH + "icons-" + DigestUtils.md5DigestAsHex(sprite).substring(0, 12) + ".svg";

    String url(String name) {
        if (!FILES.containsKey(name)) throw new IllegalArgumentException("there is no icon " + name);
        return address + "#" + name;
    }

    @GetMapping(AssetWiring.PATH + "icons-{hash}.svg")
    ResponseEntity<byte[]> icons() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("image/svg+xml"))
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .body(sprite);
    }

    private static byte[] sprite() {
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\">");
        FILES.forEach((name, file) -> svg.append("<symbol id=\"")
                .append(name)
                .append("\" viewBox=\"0 0 16 16\">")
                .append(drawing(file))
                .append("</symbol>"));
        return svg.append("</svg>").toString().getBytes(UTF_8);
    }

    private static String drawing(String file) {
        try {
            Matcher svg = SVG.matcher(new ClassPathResource(FOLDER + file + ".svg").getContentAsString(UTF_8));
            if (!svg.find()) throw new IllegalStateException(file + ".svg is no SVG");
            return svg.group(1).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
