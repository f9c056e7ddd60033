package io.lotledger.api.dashboard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** The URLs of style sheet, scripts and icons, as {@code ${assets.url('lotledger.css')}}. */
@Component
public class Assets {
    private final ObjectProvider<ResourceUrlProvider> urls;
    private final Icons icons;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    Assets(ObjectProvider<ResourceUrlProvider> urls, Icons icons) {
        this.urls = urls;
        this.icons = icons;
    }

    public String url(String file) {
        return known.computeIfAbsent(file, this::find);
    }

    /** For {@code <use href>}. */
    public String icon(String name) {
        return icons.url(name);
    }

    private String find(String file) {
        String url = urls.getObject().getForLookupPath(AssetWiring.PATH + file);
        if (url == null) throw new IllegalStateException("there is no asset " + file);
        return url;
    }
}
