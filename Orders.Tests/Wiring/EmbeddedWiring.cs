using System.Globalization;

using Orders.AppHost.Embedded.CommandLine;
using Orders.AppHost.Embedded.Kafka;
using Orders.AppHost.Embedded.Services;

namespace Orders.Tests.Wiring;

/// <summary>What <c>./run</c> starts, in which order and with what.</summary>
internal static class EmbeddedWiring
{
    public const string Name = "./run";

    private static readonly string[] Servers = ["postgres", "kafka"];

    public static SystemDescription Describe()
    {
        var port = 20000;
        return Describe(new ServicePlan(
            new HostOptions { QueryApis = 2 }, new ServerAddresses("Host=localhost;Database=orders", "localhost:9092", KafkaIsEmbedded: true), () => port++));
    }

    public static SystemDescription Describe(ServicePlan plan)
    {
        var parts = Servers.ToDictionary(server => server, _ => new Part { DependsOn = new HashSet<string>() });
        foreach (var stage in plan.Stages)
        {
            var ready = parts.Keys.ToHashSet();
            foreach (var replicas in stage.GroupBy(service => WithoutNumber(service.Name)))
            {
                parts[replicas.Key] = Service([.. replicas], replicas.Contains(plan.Gateway), ready);
            }
        }

        // Started last, where the machine has it.
        parts["prometheus"] = new Part { DependsOn = parts.Keys.ToHashSet() };
        return new SystemDescription(Name, parts, EmbeddedTopics.FromEnvironment().ToDictionary()) { StartsInSequence = true };
    }

    private static Part Service(IReadOnlyList<ServiceSpec> replicas, bool isGateway, IReadOnlySet<string> ready) => new()
    {
        Environment = replicas.SelectMany(replica => replica.Environment.Keys).Select(Part.Key).ToHashSet(),
        // The others take any port that is free.
        Ports = isGateway ? new HashSet<string> { new Uri(replicas.Single().Address).Port.ToString(CultureInfo.InvariantCulture) } : null,
        DependsOn = ready,
    };

    private static string WithoutNumber(string name) => name.TrimEnd("0123456789".ToCharArray()).TrimEnd('-');
}
