package io.lotledger.export.request;

import io.lotledger.export.job.ExportFailed;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.ExportRequested.AcceptedGaps;
import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.job.LinkOpened;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordDownload;
import io.lotledger.export.lifecycle.ExportJobCommand.RequestExport;
import io.lotledger.export.lifecycle.ExportJobs;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.source.RulesInForce;
import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Answers requests for exports. A repeated request returns the same job while that job is current, so that polling never
 * creates more jobs. A new job passes the {@link ReadinessGate}. Of concurrent requests, on any number of nodes, exactly
 * one creates the job.
 */
public class ExportRequests {
    private static final int DOWNLOAD_ATTEMPTS = 20;

    private final JobHistory history;
    private final ExportJobs jobs;
    private final ReadModels readModels;
    private final TraceCurrency currency;
    private final ReadinessGate gate;
    private final CommandGateway commands;
    private final ExportPolicy policy;
    private final Clock clock;
    private final DiskReserve reserve;
    private final RulesCurrency rules;

    public ExportRequests(
            JobHistory history,
            ExportJobs jobs,
            ReadModels readModels,
            TraceCurrency currency,
            ReadinessGate gate,
            CommandGateway commands,
            ExportPolicy policy,
            Clock clock,
            DiskReserve reserve,
            RulesInForce rules) {
        this.history = history;
        this.jobs = jobs;
        this.readModels = readModels;
        this.currency = currency;
        this.gate = gate;
        this.commands = commands;
        this.policy = policy;
        this.clock = clock;
        this.reserve = reserve;
        this.rules = new RulesCurrency(rules, clock);
    }

    /**
     * A job that answers a request.
     *
     * @param isCurrent false when the read models lag too far behind the log to decide whether an event of the
     *     trace was captured after the job
     */
    public record Answer(JobState job, boolean isCurrent) {}

    /** The current job of {@code subject}: the last one, or a new one when the last is outdated. */
    public Answer ask(ExportSubject subject, Asker asker) {
        return ask(subject, asker, job -> answer(job, subject));
    }

    /** The current job of {@code subject}; empty when {@link #ask} would create one. */
    public Optional<Answer> look(ExportSubject subject) {
        int newest = newestGeneration(subject);
        return newest == 0
                ? Optional.empty()
                : history.find(subject.jobId(newest)).flatMap(job -> answer(job, subject));
    }

    private Answer ask(ExportSubject subject, Asker asker, Function<JobState, Optional<Answer>> answer) {
        while (true) { // ends: an iteration without an answer means that another request has just created a job
            int newest = newestGeneration(subject);
            Optional<JobState> job = newest == 0 ? Optional.empty() : history.find(subject.jobId(newest));
            Optional<Answer> found = job.flatMap(answer);
            if (found.isPresent()) return found.get();
            Optional<JobState> made = make(subject, newest + 1, asker);
            if (made.isPresent()) return new Answer(made.get(), true);
        }
    }

    /** The job in progress for {@code subject}, or a new one. */
    public JobState askOnce(ExportSubject subject, Asker asker) {
        return ask(
                        subject,
                        asker,
                        job -> job.status().isFinal() ? Optional.empty() : Optional.of(new Answer(job, true)))
                .job();
    }

    /**
     * The current job of {@code subject}, or one that was requested at or after this log position, or a new one: none whose
     * workbook other rules have made. A form that carries the head of the log at its opening makes one job, however often it
     * is sent.
     */
    public JobState askSince(ExportSubject subject, Asker asker, long position) {
        return ask(
                        subject,
                        asker,
                        job -> job.request().logPosition() >= position && rules.stands(job)
                                ? Optional.of(new Answer(job, true))
                                : answer(job, subject))
                .job();
    }

    /** The newest job of the same subject if it is newer than {@code last}, or a new one: asked twice it makes one job. */
    public JobState askAfter(ExportRequested last, Asker asker) {
        return ask(
                        last.subject(),
                        asker,
                        job -> job.request().generation() > last.generation()
                                ? Optional.of(new Answer(job, true))
                                : Optional.empty())
                .job();
    }

    /** Creates a new job unconditionally. */
    public JobState askAnew(ExportSubject subject, Asker asker) {
        while (true) { // ends: an iteration without a job means that another request has just created one
            Optional<JobState> made = make(subject, newestGeneration(subject) + 1, asker);
            if (made.isPresent()) return made.get();
        }
    }

    /**
     * Counts a download of a delivered job; concurrent downloads on any node count each.
     *
     * @param by id of the API key, or {@link LinkOpened#reader}
     */
    public void downloaded(UUID jobId, String by) {
        for (int attempt = 1; ; attempt++) {
            try {
                commands.sendAndWait(new RecordDownload(jobId, by));
                return;
            } catch (ConcurrencyException e) { // another node wrote to the job concurrently
                if (attempt == DOWNLOAD_ATTEMPTS) throw e;
            }
        }
    }

    /** Empty when the job is outdated. */
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
     * A delivered job is current until the rules change, or the read models show a newer event or description of its trace.
     * While the head moves they may never cover the whole log. Entries they have not read do not outdate the job, and the
     * answer says so.
     */
    private Optional<Answer> delivered(JobState job, ExportSubject subject) {
        if (!(subject.seeds() instanceof ExportSubject.Seeds.OneLot seed)) return Optional.empty();
        if (!rules.stands(job)) return Optional.empty();
        long head = readModels.head();
        if (!isUnchanged(job, seed, subject, Math.min(readModels.position(), head))) return Optional.empty();
        boolean all = await(head);
        long until = all ? head : Math.min(readModels.position(), head);
        return isUnchanged(job, seed, subject, until) ? Optional.of(new Answer(job, all)) : Optional.empty();
    }

    private boolean isUnchanged(JobState job, ExportSubject.Seeds.OneLot seed, ExportSubject subject, long until) {
        return currency.isUnchanged(
                seed.lot(), subject.direction(), job.request().logPosition(), until);
    }

    private boolean await(long position) {
        try {
            return readModels.await(position, policy.currencyWait());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the read models", e);
        }
    }

    /** The list of jobs may lag behind the log, so this continues in the log from the last known generation. */
    private int newestGeneration(ExportSubject subject) {
        int generation = jobs.newestGeneration(subject);
        while (history.exists(subject.jobId(generation + 1))) generation++;
        return generation;
    }

    /** Empty when another request made that generation first. */
    private Optional<JobState> make(ExportSubject subject, int generation, Asker asker) {
        reserve.require();
        AcceptedGaps gaps = gate.admit(subject, asker);
        RequestExport command = RequestExport.of(subject, generation, asker.keyId(), readModels.head(), gaps);
        try {
            commands.sendAndWait(command);
        } catch (RuntimeException e) {
            Optional<JobState> there = history.find(command.jobId());
            if (there.isEmpty()) throw e;
            return DatabaseOutage.isBehind(e) && isMadeBy(command, there.get())
                    ? there // only the answer of the commit was lost
                    : Optional.empty(); // the log's unique constraint decided
        }
        return history.find(command.jobId());
    }

    private static boolean isMadeBy(RequestExport command, JobState job) {
        ExportRequested request = job.request();
        return request.requestedBy().equals(command.requestedBy()) && request.logPosition() == command.logPosition();
    }
}
