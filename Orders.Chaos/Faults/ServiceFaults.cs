using Orders.AppHost.Embedded;
using Orders.AppHost.Embedded.Processes;

namespace Orders.Chaos.Faults;

/// <summary>What happens to the services themselves.</summary>
internal static class ServiceFaults
{
    private static readonly string[] Ingestors = ["ingestor-1", "ingestor-2"];
    private static readonly string[] QueryApis = ["query-api-1", "query-api-2"];
    private static readonly string[] Gateway = [FaultWindows.Gateway];
    private static readonly string[] Producer = ["producer"];

    private const string TakenOver = "another instance takes its partitions over and goes on where the database says";
    private const string OthersAnswer = "the gateway gives its requests to another instance; no client sees more than a slower answer";
    private const string Refused = "connections are refused or break off; afterwards all is as before";

    public static IEnumerable<Fault> All =>
    [
        Kill("ingestor", Ingestors, TakenOver),
        Kill("query-api", QueryApis, OthersAnswer),
        Kill("gateway", Gateway, Refused),
        Kill("producer", Producer, "what it had not been acknowledged was never an order"),
        Stop("ingestor", Ingestors, "finishes its batch, broadcasts, commits and leaves the group"),
        Stop("query-api", QueryApis, OthersAnswer),
        Stop("gateway", Gateway, "answers what it has begun; then connections are refused"),
        Pause("ingestor", Ingestors, "its partitions wait, or are taken over; what it does afterwards is fenced by the database"),
        Pause("query-api", QueryApis, "the gateway tries another instance; what it answers afterwards is not older than the bound"),
        Pause("gateway", Gateway, "requests wait"),
        Pause("producer", Producer, "orders come later"),
        new Fault
        {
            Name = "ingestor-oversleeps",
            What = "SIGSTOP for longer than the session timeout and max.poll.interval.ms; then SIGCONT",
            Promise = TakenOver + "; the sleeper's late writes are fenced by the database",
            Targets = Ingestors,
            RunAsync = static hit => PauseAsync(hit, TimeSpan.FromSeconds(10)),
        },
        new Fault
        {
            Name = "query-apis-killed",
            What = "SIGKILL to both query APIs at once",
            Promise = "503 with Retry-After until one is ready; a cold cache asks the database",
            Targets = [QueryApis[0]],
            Also = [QueryApis[1]],
            RunAsync = static hit => Task.WhenAll(QueryApis.Select(name => KillAsync(hit, name))),
        },
        new Fault
        {
            Name = "query-api-killed-in-warm-up",
            What = "SIGKILL three times, each as soon as the process is there again",
            Promise = OthersAnswer,
            Targets = QueryApis,
            RunAsync = KillInWarmUpAsync,
        },
        new Fault
        {
            Name = "ingestor-joins",
            What = "a third ingestor joins the group and leaves it gracefully",
            Promise = "partitions move twice; nothing is applied by both owners",
            Targets = ["ingestor-3"],
            RunAsync = static hit => JoinAsync(hit, Signal.Terminate),
        },
        new Fault
        {
            Name = "ingestor-joins-and-dies",
            What = "a third ingestor joins the group and is killed",
            Promise = "its partitions wait for the session timeout; nothing is applied by both owners",
            Targets = ["ingestor-3"],
            RunAsync = static hit => JoinAsync(hit, Signal.Kill),
        },
        Starve("ingestor", Ingestors[0], "it dies and is started again, or makes do; " + TakenOver),
        Starve("query-api", QueryApis[0], "it dies and is started again, or makes do; " + OthersAnswer),
        Step("ingestor", Ingestors[1], "heartbeats from an impossible time prove nothing: caches ask the database instead"),
        Step("query-api", QueryApis[1], "heartbeats from an impossible time prove nothing: its cache asks the database instead"),
    ];

    /// <summary>The services whose clock can be stepped: they run under libfaketime.</summary>
    public static IReadOnlyList<string> WithSteppableClock { get; } = [Ingestors[1], QueryApis[1]];

    private static Fault Kill(string service, string[] targets, string promise) => new()
    {
        Name = $"{service}-killed",
        What = "SIGKILL",
        Promise = promise,
        Targets = targets,
        RunAsync = static hit => KillAsync(hit, hit.Target),
    };

    private static Fault Stop(string service, string[] targets, string promise) => new()
    {
        Name = $"{service}-stopped",
        What = "SIGTERM",
        Promise = promise,
        Targets = targets,
        RunAsync = static hit => EndAsync(hit, hit.Target, Signal.Terminate),
    };

    private static Fault Pause(string service, string[] targets, string promise) => new()
    {
        Name = $"{service}-paused",
        What = "SIGSTOP for some seconds, then SIGCONT",
        Promise = promise,
        Targets = targets,
        RunAsync = static hit => PauseAsync(hit, hit.Duration),
    };

    private static Fault Starve(string service, string target, string promise) => new()
    {
        Name = $"{service}-short-of-memory",
        What = "the garbage collector's hard limit set to less than the service needs",
        Promise = promise,
        Targets = [target],
        RunAsync = StarveAsync,
    };

    private static Fault Step(string service, string target, string promise) => new()
    {
        Name = $"{service}-clock-stepped",
        What = "the service's clock (libfaketime) a minute to an hour ahead or behind, and back",
        Promise = promise,
        Targets = [target],
        RunAsync = StepAsync,
        Missing = Clock.Missing,
    };

    private static Task KillAsync(Hit hit, string name) => EndAsync(hit, name, Signal.Kill);

    /// <summary>The service is started again by itself, as ./run does it.</summary>
    private static async Task EndAsync(Hit hit, string name, Signal signal)
    {
        var before = hit.System.Services.Pid(name);
        hit.System.Services.Send(name, signal);
        await StartedAgainAsync(hit, name, before);
        await hit.System.Services.IsReadyAsync(name, hit.GiveUp);
    }

    private static async Task StartedAgainAsync(Hit hit, string name, int before)
    {
        while (hit.System.Services.Pid(name) == before)
        {
            await Task.Delay(20, hit.GiveUp);
        }
    }

    private static async Task PauseAsync(Hit hit, TimeSpan duration)
    {
        await Suspension.DuringAsync(signal => hit.System.Services.Send(hit.Target, signal), () => hit.HoldAsync(duration));
        await hit.System.Services.IsReadyAsync(hit.Target, hit.GiveUp);
    }

    private static async Task KillInWarmUpAsync(Hit hit)
    {
        for (var time = 0; time < 2; time++)
        {
            var before = hit.System.Services.Pid(hit.Target);
            hit.System.Services.Send(hit.Target, Signal.Kill);
            await StartedAgainAsync(hit, hit.Target, before);
            // Somewhere between its first instruction and being ready.
            await hit.HoldAsync(TimeSpan.FromMilliseconds(hit.Random.Next(200, 1200)));
        }

        await KillAsync(hit, hit.Target);
    }

    private static async Task JoinAsync(Hit hit, Signal end)
    {
        await hit.System.Services.AddAsync(hit.Target, like: Ingestors[0], new Dictionary<string, string?>(), hit.GiveUp);
        await hit.HoldAsync();
        await hit.System.Services.RemoveAsync(hit.Target, end);
    }

    private static async Task StarveAsync(Hit hit)
    {
        // Hexadecimal bytes. A service that has nothing to do needs about 15 MB.
        var megabytes = hit.Random.Next(16, 40);
        try
        {
            await hit.System.Services.ReplaceAsync(hit.Target, new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = $"{megabytes << 20:x}" }, hit.GiveUp);
        }
        catch (StartupException)
        {
            // Too little even to start.
        }

        await hit.HoldAsync();
        await hit.System.Services.ReplaceAsync(hit.Target, new Dictionary<string, string?>(), hit.GiveUp);
        await hit.System.Services.IsReadyAsync(hit.Target, hit.GiveUp);
    }

    private static async Task StepAsync(Hit hit)
    {
        var seconds = hit.Random.Next(60, 3600) * (hit.Random.Next(2) == 0 ? 1 : -1);
        hit.Rig.Clock.Step(hit.Target, seconds);
        try
        {
            await hit.HoldAsync();
        }
        finally
        {
            hit.Rig.Clock.Step(hit.Target, 0);
        }
    }
}
