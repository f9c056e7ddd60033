package io.lotledger.ingest.document.text;

import tools.jackson.core.TokenStreamContext;

/** JSON paths: {@code $.a.b}, or {@code $.a['gs1:b']} where a name is not plain. */
public final class MemberPath {
    private MemberPath() {}

    /** The path of a member. */
    public static String of(String object, String name) {
        if (isPlain(name)) return object + "." + name;
        return object + "['" + name.replace("\\", "\\\\").replace("'", "\\'") + "']";
    }

    /** The path of the value that a parser is at. */
    static String of(TokenStreamContext context) {
        TokenStreamContext parent = context.getParent();
        if (parent == null) return "$";
        String path = of(parent);
        if (context.inObject() && context.currentName() != null) return of(path, context.currentName());
        return context.inArray() && context.hasCurrentIndex() ? path + "[" + context.getCurrentIndex() + "]" : path;
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && (c >= 128 || !Character.isLetterOrDigit(c))) return false;
        }
        return !name.isEmpty();
    }
}
