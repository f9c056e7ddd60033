package io.lotledger.export.job;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/**
 * The door to exports. Asking again for the same thing gives the same job as long as it answers the question, so that
 * polling never piles up jobs; and of requests at the same moment, on any number of nodes, one makes the job.
 */
@Component
public class ExportRequests {
    private final JobHistory history;
    private final ExportJobs jobs;
    private final ReadModels readModels;
    private final TraceCurrency currency;
    private final CommandGateway commands;
    private final ExportPolicy policy;
    private final Clock clock;

    ExportRequests(
            JobHistory history,
            ExportJobs jobs,
            ReadModels readModels,
            TraceCurrency currency,
            CommandGateway commands,
            ExportPolicy policy,
            Clock clock) {
        this.history = history;
        this.jobs = jobs;
        this.readModels = readModels;
        this.currency = currency;
        this.commands = commands;
        this.policy = policy;
        this.clock = clock;
    }

    /** The job that answers for {@code subject} now: the last one, or a new one where the last does not answer any more. */
    public JobState ask(ExportSubject subject, String keyId) {
        return ask(subject, keyId, job -> answers(job, subject));
    }

    private JobState ask(ExportSubject subject, String keyId, Predicate<JobState> answers) {
        while (true) { // ends: a turn without an answer means that somebody has just made a job
            int newest = newestGeneration(subject);
            Optional<JobState> job = newest == 0 ? Optional.empty() : history.find(subject.jobId(newest));
            if (job.isPresent() && answers.test(job.get())) return job.get();
            Optional<JobState> made = make(subject, newest + 1, keyId);
            if (made.isPresent()) return made.get();
        }
    }

    /** The job that is under way for {@code subject}, or a new one. */
    public JobState askOnce(ExportSubject subject, String keyId) {
        return ask(subject, keyId, job -> !job.status().isFinal());
    }

    /** A new job, whatever there is. */
    public JobState askAnew(ExportSubject subject, String keyId) {
        while (true) { // ends: a turn without a job means that somebody else has just made one
            Optional<JobState> made = make(subject, newestGeneration(subject) + 1, keyId);
            if (made.isPresent()) return made.get();
        }
    }

    /** Counts a download of a delivered job. */
    public void downloaded(UUID jobId, String keyId) {
        commands.sendAndWait(new RecordDownload(jobId, keyId));
    }

    private boolean answers(JobState job, ExportSubject subject) {
        return switch (job.status()) {
            case PENDING, PROCESSING -> true;
            case DELIVERED -> job.expiry() == null && isCurrent(job, subject);
            case FAILED -> failedLately(job);
        };
    }

    private boolean failedLately(JobState job) {
        ExportFailed failure = job.failure();
        return failure != null && clock.instant().isBefore(failure.at().plus(policy.failureStands()));
    }

    /** What the tables have not read yet may belong to the trace: if they stay behind, the export counts as outdated. */
    private boolean isCurrent(JobState job, ExportSubject subject) {
        if (!(subject.seeds() instanceof ExportSubject.Seeds.OneLot seed)) return false;
        try {
            long head = readModels.head();
            return readModels.await(head, policy.currencyWait())
                    && currency.isUnchanged(
                            seed.lot(), subject.direction(), job.request().logPosition(), head);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the read models", e);
        }
    }

    /** The list of jobs may lag behind the log, so from what it knows go on in the log. */
    private int newestGeneration(ExportSubject subject) {
        int generation = jobs.newestGeneration(subject);
        while (history.exists(subject.jobId(generation + 1))) generation++;
        return generation;
    }

    /** Empty when another request made that generation first. */
    private Optional<JobState> make(ExportSubject subject, int generation, String keyId) {
        RequestExport command = RequestExport.of(subject, generation, keyId, readModels.head());
        try {
            commands.sendAndWait(command);
        } catch (RuntimeException e) {
            if (history.exists(command.jobId())) return Optional.empty(); // the log's UNIQUE has decided
            throw e;
        }
        return history.find(command.jobId());
    }
}
