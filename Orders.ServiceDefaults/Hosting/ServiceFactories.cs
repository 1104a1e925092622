using Microsoft.Extensions.DependencyInjection;

namespace Orders.ServiceDefaults;

public static class ServiceFactories
{
    /// <summary>
    /// Replaces the singleton <typeparamref name="T"/> that was registered last by a <see cref="Func{T}"/> that makes another one at each call.
    /// Whoever calls it disposes of what it gets.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such registration, or it has no factory.</exception>
    public static void MakeFactoryOf<T>(this IServiceCollection services)
        where T : class
    {
        var single = services.LastOrDefault(service => service.ServiceType == typeof(T) && !service.IsKeyedService);
        if (single?.ImplementationFactory is not { } make)
        {
            throw new InvalidOperationException($"{typeof(T)} is not registered with a factory.");
        }

        services.Remove(single);
        services.AddSingleton<Func<T>>(provider => () => (T)make(provider));
    }
}
