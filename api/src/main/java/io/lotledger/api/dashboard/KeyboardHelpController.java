package io.lotledger.api.dashboard;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page of keyboard shortcuts. */
@Controller
class KeyboardHelpController {

    @GetMapping("/compliance/help/keys")
    String page() {
        return "compliance/help/keys";
    }
}
