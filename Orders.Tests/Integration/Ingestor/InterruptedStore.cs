using Microsoft.Extensions.DependencyInjection;

using Orders.Ingestor.Storing;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>A store in which something happens when an ingestor has asked Kafka where it stands, but not the database: the first time.</summary>
internal sealed class InterruptedStore(IOrderStore inner, Func<Task> happen) : DecoratedStore(inner)
{
    private Func<Task>? _happen = happen;

    /// <summary>Puts it in place of the service's.</summary>
    public static Action<IServiceCollection> BeforeItKnowsTheProgress(Func<Task> happen) =>
        services => services.Decorate<IOrderStore>(store => new InterruptedStore(store, happen));

    public override async Task<IReadOnlyDictionary<int, long>> ReadProgressAsync(string topicId, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _happen, null) is { } happening)
        {
            await happening();
        }

        return await base.ReadProgressAsync(topicId, cancellationToken);
    }
}
