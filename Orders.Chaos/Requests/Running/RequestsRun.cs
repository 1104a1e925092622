using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

using Orders.Chaos.Requests.Judging;
using Orders.Chaos.Requests.Knowing;
using Orders.Chaos.Requests.Making;
using Orders.Chaos.Requests.Measuring;
using Orders.Chaos.Running;

namespace Orders.Chaos.Requests.Running;

/// <summary>A run from the start of the system to the verdict.</summary>
internal sealed class RequestsRun(RequestsOptions options, Action<string> say, TextWriter log)
{
    private const int DeadLetters = 90;
    private const int PlainQuestions = 600;

    /// <summary>More than the limits let through.</summary>
    private const int FewestLimited = 2_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Func<Scene, Request> _make = RequestKinds.Only(options.Only);
    private readonly Findings _findings = new();
    private readonly ConcurrentDictionary<(string Kind, int Status), int> _answers = [];
    private readonly List<(string, string, Footprint, Footprint)> _footprints = [];

    public async Task<RequestsReport> RunAsync(CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        await using var watch = new LogWatch(log);
        var known = new KnownData(options.Seed, options.Orders, DeadLetters);
        await using var system = await OrdersSystem.StartAsync(
            new SystemOptions
            {
                Environment = static _ => ServiceSettings.Development,
                Log = watch,
                OnRestart = name => _findings.Add($"{name} ended by itself"),
            },
            stop);
        using var services = new Services(system);
        await DataLoader.LoadAsync(system, known, stop);
        say(string.Create(CultureInfo.InvariantCulture, $"{known.Orders.Count} orders and {DeadLetters} dead letters are there; seed {options.Seed}"));

        await AskAsync(new Part("development", options.Count * 6 / 10) { Make = _make, DirectShare = 0.15 }, services, known, idle: 0, stop);
        await services.RestartAsync(ServiceSettings.Production(known.KeyHash, isLimited: false), stop);
        await AskAsync(new Part("production", options.Count * 38 / 100) { Make = _make, IsProduction = true, DirectShare = 0.1 }, services, known, options.IdleConnections, stop);
        await services.RestartGatewayAsync(ServiceSettings.Production(known.KeyHash, isLimited: true), stop);
        await RunPartAsync(new Part("limited", Math.Max(FewestLimited, options.Count * 2 / 100)) { Make = _make, IsProduction = true, IsLimited = true }, services, known, stop);
        JudgeLimits();
        JudgeLog(watch);
        return new RequestsReport
        {
            Options = options,
            Elapsed = clock.Elapsed,
            Answers = _answers,
            Footprints = _footprints,
            LogLines = watch.Lines,
            FindingCount = _findings.Count,
            Findings = _findings.Described,
        };
    }

    /// <summary>A part with all that belongs to it: what the services hold before and after, and whether they answer as if nothing had been.</summary>
    private async Task AskAsync(Part part, Services services, KnownData known, int idle, CancellationToken stop)
    {
        var plain = part with { Name = $"{part.Name}, plain", Count = PlainQuestions, Make = PlainRequests.Make, DirectShare = 0.3 };

        // Code is compiled and pools are filled by the first thousands, of requests and of connections; of that, nothing is a leak.
        await RunPartAsync(part with { Name = $"{part.Name}, first", Count = part.Count / 10 }, services, known, stop);
        await HoldAsync(plain, services, known, idle, stop);
        var before = ProcessFiles.AreThere ? await services.MeasureAsync(stop) : null;
        await RunPartAsync(part, services, known, stop);
        await HoldAsync(plain, services, known, idle, stop);
        await RunPartAsync(plain, services, known, stop);
        if (before is null)
        {
            say("What the services hold is not measured: this system has no /proc");
            return;
        }

        foreach (var (service, after) in await services.SettleAsync(before, stop))
        {
            _footprints.Add((part.Name, service, before[service], after));
            foreach (var more in after.Above(before[service]))
            {
                _findings.Add($"{part.Name}: {service} holds {more}");
            }
        }
    }

    private async Task HoldAsync(Part plain, Services services, KnownData known, int count, CancellationToken stop)
    {
        if (count == 0)
        {
            return;
        }

        using var idle = await IdleConnections.OpenAsync(services.Addresses[Door.Gateway][0], count, stop);
        await RunPartAsync(plain with { Name = $"beside {count} idle connections" }, services, known, stop);
        await idle.AreRefusedAsync(stop);
        say(string.Create(CultureInfo.InvariantCulture, $"{count} idle connections were held; the gateway closed {idle.Refused} of {idle.Begun} that had begun to ask, and {idle.Lost} of the others"));
        if (idle.Lost > 0 || idle.Refused < idle.Begun)
        {
            _findings.Add(string.Create(CultureInfo.InvariantCulture, $"of {count} idle connections {idle.Lost} were closed before their time, {idle.Begun - idle.Refused} not in time"));
        }
    }

    private async Task RunPartAsync(Part part, Services services, KnownData known, CancellationToken stop)
    {
        var questioning = new Questioning(part, options.Seed, known, services.Addresses, _findings);
        var clock = Stopwatch.StartNew();
        var asking = questioning.RunAsync(stop);
        while (await Task.WhenAny(asking, Task.Delay(Interval, stop)) != asking)
        {
            stop.ThrowIfCancellationRequested();
            say(string.Create(CultureInfo.InvariantCulture, $"{part.Name}: {questioning.Done} of {part.Count} asked in {clock.Elapsed.TotalSeconds:0} s, {_findings.Count} found wrong"));
        }

        await asking;
        foreach (var (key, count) in questioning.Counts)
        {
            var kind = part.IsLimited ? $"{key.Kind}, limited" : key.Kind;
            _answers.AddOrUpdate((kind, key.Status), count, (_, before) => before + count);
        }
    }

    private void JudgeLimits()
    {
        if (!_answers.Keys.Any(key => key.Status == 429))
        {
            _findings.Add("nobody was limited");
        }
    }

    private void JudgeLog(LogWatch watch)
    {
        if (watch.Indiscreet > 0)
        {
            _findings.Add(string.Create(CultureInfo.InvariantCulture, $"{watch.Indiscreet} lines of log name somebody"));
        }

        foreach (var line in watch.ErrorLines)
        {
            _findings.Add($"an error in the log: {line}");
        }
    }
}
