package io.lotledger.api.dashboard;

import java.util.Set;
import org.springframework.stereotype.Component;
import org.thymeleaf.dialect.IPostProcessorDialect;
import org.thymeleaf.engine.AbstractTemplateHandler;
import org.thymeleaf.model.IAttribute;
import org.thymeleaf.model.ICloseElementTag;
import org.thymeleaf.model.IElementTag;
import org.thymeleaf.model.IOpenElementTag;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.model.IStandaloneElementTag;
import org.thymeleaf.model.IText;
import org.thymeleaf.postprocessor.IPostProcessor;
import org.thymeleaf.postprocessor.PostProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Shows no {@linkplain BidiControls control of writing direction} on any page, wherever a name of others is put: in text, and in the
 * attributes that are shown or read aloud. What a form sends back and what a button copies is left as it is.
 */
@Component
class BidiDialect implements IPostProcessorDialect {
    private static final Set<String> SHOWN = Set.of("title", "aria-label");

    @Override
    public String getName() {
        return "bidi";
    }

    @Override
    public int getDialectPostProcessorPrecedence() {
        return 1_000;
    }

    @Override
    public Set<IPostProcessor> getPostProcessors() {
        return Set.of(new PostProcessor(TemplateMode.HTML, Handler.class, 1_000));
    }

    /** Thymeleaf makes one for each page. */
    public static final class Handler extends AbstractTemplateHandler {
        private boolean isInTextarea;

        public Handler() {}

        @Override
        public void handleText(IText text) {
            boolean isShown = !isInTextarea && BidiControls.areIn(text);
            super.handleText(
                    isShown ? getContext().getModelFactory().createText(BidiControls.without(text.getText())) : text);
        }

        @Override
        public void handleOpenElement(IOpenElementTag tag) {
            if (isTextarea(tag)) isInTextarea = true;
            super.handleOpenElement(plain(tag));
        }

        @Override
        public void handleCloseElement(ICloseElementTag tag) {
            if (isTextarea(tag)) isInTextarea = false;
            super.handleCloseElement(tag);
        }

        @Override
        public void handleStandaloneElement(IStandaloneElementTag tag) {
            super.handleStandaloneElement(plain(tag));
        }

        private static boolean isTextarea(IElementTag tag) {
            return tag.getElementCompleteName().equals("textarea");
        }

        private <T extends IProcessableElementTag> T plain(T tag) {
            T plain = tag;
            for (IAttribute attribute : tag.getAllAttributes()) {
                String name = attribute.getAttributeCompleteName();
                String value = attribute.getValue();
                if (value != null && SHOWN.contains(name) && BidiControls.areIn(value))
                    plain = getContext().getModelFactory().setAttribute(plain, name, BidiControls.without(value));
            }
            return plain;
        }
    }
}
