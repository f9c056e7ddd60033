package io.lotledger.export.request;

import io.lotledger.export.job.ExportFailed;
import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordDownload;
import io.lotledger.export.lifecycle.ExportJobCommand.RequestExport;
import io.lotledger.export.lifecycle.ExportJobs;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * The door to exports. Asking again for the same thing gives the same job as long as it answers the question, so that
 * polling never piles up jobs; and of requests at the same moment, on any number of nodes, one makes the job.
 */
public class ExportRequests {
    private static final int DOWNLOAD_ATTEMPTS = 20;

    private final JobHistory history;
    private final ExportJobs jobs;
    private final ReadModels readModels;
    private final TraceCurrency currency;
    private final CommandGateway commands;
    private final ExportPolicy policy;
    private final Clock clock;

    public ExportRequests(
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

    /**
     * A job that answers a request.
     *
     * @param isCurrent false where the read models lag so far behind the log that nobody can say yet whether an event of the
     *     trace was captured after the job
     */
    public record Answer(JobState job, boolean isCurrent) {}

    /** The job that answers for {@code subject} now: the last one, or a new one where the last does not answer any more. */
    public Answer ask(ExportSubject subject, String keyId) {
        return ask(subject, keyId, job -> answer(job, subject));
    }

    /** The job that answers for {@code subject} now; empty where {@link #ask} makes a new one. */
    public Optional<Answer> look(ExportSubject subject) {
        int newest = newestGeneration(subject);
        return newest == 0
                ? Optional.empty()
                : history.find(subject.jobId(newest)).flatMap(job -> answer(job, subject));
    }

    private Answer ask(ExportSubject subject, String keyId, Function<JobState, Optional<Answer>> answer) {
        while (true) { // ends: a turn without an answer means that somebody has just made a job
            int newest = newestGeneration(subject);
            Optional<JobState> job = newest == 0 ? Optional.empty() : history.find(subject.jobId(newest));
            Optional<Answer> found = job.flatMap(answer);
            if (found.isPresent()) return found.get();
            Optional<JobState> made = make(subject, newest + 1, keyId);
            if (made.isPresent()) return new Answer(made.get(), true);
        }
    }

    /** The job that is under way for {@code subject}, or a new one. */
    public JobState askOnce(ExportSubject subject, String keyId) {
        return ask(
                        subject,
                        keyId,
                        job -> job.status().isFinal() ? Optional.empty() : Optional.of(new Answer(job, true)))
                .job();
    }

    /** A new job, whatever there is. */
    public JobState askAnew(ExportSubject subject, String keyId) {
        while (true) { // ends: a turn without a job means that somebody else has just made one
            Optional<JobState> made = make(subject, newestGeneration(subject) + 1, keyId);
            if (made.isPresent()) return made.get();
        }
    }

    /** Counts a download of a delivered job, each of those at the same moment on any node. */
    public void downloaded(UUID jobId, String keyId) {
        for (int attempt = 1; ; attempt++) {
            try {
                commands.sendAndWait(new RecordDownload(jobId, keyId));
                return;
            } catch (ConcurrencyException e) { // another node wrote to the job just now
                if (attempt == DOWNLOAD_ATTEMPTS) throw e;
            }
        }
    }

    /** Empty where the job answers no more. */
    private Optional<Answer> answer(JobState job, ExportSubject subject) {
        return switch (job.status()) {
            case PENDING, PROCESSING -> Optional.of(new Answer(job, true));
            case DELIVERED -> job.expiry() == null ? delivered(job, subject) : Optional.empty();
            case FAILED -> failedLately(job) ? Optional.of(new Answer(job, true)) : Optional.empty();
        };
    }

    private boolean failedLately(JobState job) {
        ExportFailed failure = job.failure();
        return failure != null && clock.instant().isBefore(failure.at().plus(policy.failureStands()));
    }

    /**
     * A delivered job answers until the tables show an event of the trace that is newer. Behind a moving head they may never
     * show all of the log: then what they have not read yet does not count against the job, and the answer says so.
     */
    private Optional<Answer> delivered(JobState job, ExportSubject subject) {
        if (!(subject.seeds() instanceof ExportSubject.Seeds.OneLot seed)) return Optional.empty();
        long head = readModels.head();
        if (!isUnchanged(job, seed, subject, Math.min(readModels.tracePosition(), head))) return Optional.empty();
        boolean all = awaitTrace(head);
        long until = all ? head : Math.min(readModels.tracePosition(), head);
        return isUnchanged(job, seed, subject, until) ? Optional.of(new Answer(job, all)) : Optional.empty();
    }

    private boolean isUnchanged(JobState job, ExportSubject.Seeds.OneLot seed, ExportSubject subject, long until) {
        return currency.isUnchanged(
                seed.lot(), subject.direction(), job.request().logPosition(), until);
    }

    private boolean awaitTrace(long position) {
        try {
            return readModels.awaitTrace(position, policy.currencyWait());
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
