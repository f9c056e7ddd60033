package io.lotledger.api.dashboard;

import io.lotledger.api.dashboard.session.DashboardSecurity;
import io.lotledger.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** The page of a request that the dashboard's filters refused; and {@code /compliance} is the home page's other name. */
@Controller
class RefusedController {
    private final PageErrors errors;

    RefusedController(PageErrors errors) {
        this.errors = errors;
    }

    @RequestMapping("/compliance/refused")
    ModelAndView refused(HttpServletRequest request, HttpServletResponse response) {
        ProblemException problem = request.getAttribute(DashboardSecurity.REFUSAL) instanceof ProblemException refused
                ? refused
                : ProblemException.notFound("There is no page at " + request.getRequestURI() + ".");
        return errors.page(request, response, problem);
    }

    @RequestMapping("/compliance")
    String home() {
        return "redirect:/compliance/";
    }
}
