using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

using Orders.Ingestor.Batching;
using Orders.Ingestor.Storing;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>Puts something of a test's own around a part of the ingestor.</summary>
internal static class Decorated
{
    public static void Decorate<T>(this IServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        var original = services.Single(service => service.ServiceType == typeof(T));
        services.Replace(ServiceDescriptor.Singleton(provider => decorate(
            (T)(original.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, original.ImplementationType!)))));
    }
}

/// <summary>The ingestor's store as it is, except for what a test overrides.</summary>
internal class DecoratedStore(IOrderStore inner) : IOrderStore
{
    public virtual Task<ApplyResult> ApplyAsync(IReadOnlyList<IngestMessage> messages, CancellationToken cancellationToken) =>
        inner.ApplyAsync(messages, cancellationToken);

    public virtual Task<IReadOnlyList<CurrentOrder>> ReadCurrentAsync(IReadOnlyCollection<string> orderUids, CancellationToken cancellationToken) =>
        inner.ReadCurrentAsync(orderUids, cancellationToken);

    public virtual Task<IReadOnlyDictionary<int, long>> ReadProgressAsync(string topicId, CancellationToken cancellationToken) =>
        inner.ReadProgressAsync(topicId, cancellationToken);

    public virtual Task<long> SetProgressAsync(string topicId, string topic, int partition, long? expected, long nextOffset, CancellationToken cancellationToken) =>
        inner.SetProgressAsync(topicId, topic, partition, expected, nextOffset, cancellationToken);
}
