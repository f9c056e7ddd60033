package io.lotledger.api.exports.links;

import io.lotledger.api.exports.CallerJobs;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.RegulatorLink;
import io.lotledger.export.link.RegulatorLinks;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The links of the exports of the caller's organisation. */
@Component
public class ExportLinks {
    /** Below it a link opens its job. */
    public static final String PATH = "/link/";

    private final CallerJobs jobs;
    private final RegulatorLinks links;
    private final Clock clock;

    ExportLinks(CallerJobs jobs, RegulatorLinks links, Clock clock) {
        this.jobs = jobs;
        this.links = links;
        this.clock = clock;
    }

    /**
     * @throws ProblemException 404 when the organisation has no such job, 409 before the delivery and for a job with as many links as it
     *     may have, 410 after the retention
     */
    public LinkBody.Made make(Caller caller, String jobId, LinkOrder order) {
        return make(caller, jobs.find(caller, jobId), order);
    }

    /**
     * As {@link #make(Caller, String, LinkOrder)}, of a job that is read already.
     *
     * @param job of the caller's organisation
     */
    public LinkBody.Made make(Caller caller, JobState job, LinkOrder order) {
        CallerJobs.retained(job);
        RegulatorLinks.Made made = links.make(job, order.lifetime(), order.note(), caller.keyId())
                .orElseThrow(() -> tooMany(job.request().shortId()));
        String url = ServletUriComponentsBuilder.fromCurrentContextPath()
                .path(PATH + "{secret}")
                .build(made.secret().text())
                .toString();
        return new LinkBody.Made(url, LinkBody.of(made.link(), clock.instant()));
    }

    private static ProblemException tooMany(String jobId) {
        return new ProblemException(
                409,
                "urn:lotledger:problem:too-many-links",
                "Too many links",
                "Export job " + jobId + " has " + RegulatorLink.MOST_LINKS
                        + " links, the limit of a job. Request the export again for a job of its own links.",
                Map.of("limit", RegulatorLink.MOST_LINKS));
    }

    /** In the order in which they were made, with those that are revoked or expired. */
    public List<LinkBody> list(Caller caller, String jobId) {
        return list(jobs.find(caller, jobId));
    }

    /**
     * As {@link #list(Caller, String)}, of a job that is read already.
     *
     * @param job of the caller's organisation
     */
    public List<LinkBody> list(JobState job) {
        return job.links().stream()
                .map(link -> LinkBody.of(link, clock.instant()))
                .toList();
    }

    /** A repeated revocation changes nothing. */
    public void revoke(Caller caller, String jobId, String linkId) {
        revoke(caller, jobs.find(caller, jobId), linkId);
    }

    /**
     * As {@link #revoke(Caller, String, String)}, of a job that is read already.
     *
     * @param job of the caller's organisation
     */
    public void revoke(Caller caller, JobState job, String linkId) {
        String jobId = job.request().shortId();
        RegulatorLink link = job.link(linkId)
                .orElseThrow(() -> ProblemException.notFound("Export job " + jobId + " has no link with the id '"
                        + linkId + "'. GET /epcis/api/2.0/traceability/exports/" + jobId + "/links lists them."));
        links.revoke(job, link, caller.keyId());
    }
}
