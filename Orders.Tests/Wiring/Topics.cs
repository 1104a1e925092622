using Microsoft.Extensions.Configuration;

using Orders.ServiceDefaults;

namespace Orders.Tests.Wiring;

/// <summary>The topics that an ingestor creates when it gets this environment.</summary>
internal static class Topics
{
    public static IReadOnlyDictionary<string, int> Of(IReadOnlyDictionary<string, string?> environment)
    {
        var options = new ConfigurationBuilder()
            .AddInMemoryCollection(environment.Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), pair.Value)))
            .Build()
            .GetSection(TopicOptions.Section)
            .Get<TopicOptions>() ?? new TopicOptions();
        return new Dictionary<string, int>
        {
            [options.Orders] = options.OrdersPartitions,
            [options.DeadLetters] = options.DeadLettersPartitions,
            [options.Changes] = options.ChangesPartitions,
        };
    }
}
