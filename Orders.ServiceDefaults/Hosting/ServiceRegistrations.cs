using Microsoft.Extensions.DependencyInjection;

namespace Orders.ServiceDefaults;

public static class ServiceRegistrations
{
    /// <summary>Puts something around the singleton <typeparamref name="T"/> that was registered last, and has it made by its type.</summary>
    /// <exception cref="InvalidOperationException">There is no such registration, or it names no type.</exception>
    public static void Wrap<T>(this IServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        var type = services.LastOrDefault(service => service.ServiceType == typeof(T) && !service.IsKeyedService)?.ImplementationType
            ?? throw new InvalidOperationException($"{typeof(T)} is not registered with a type.");
        services.AddSingleton(provider => wrap((T)ActivatorUtilities.CreateInstance(provider, type)));
    }

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
