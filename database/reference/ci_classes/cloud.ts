import { attribute, ciClass, count, FOUND, SEARCHED } from '#database/reference/ci_classes/define'

const region = attribute('region', 'string', 'Регион', 'Region', FOUND)

export const CLOUD_CLASSES = [
  ciClass('cloud_account', 'Облачная учётная запись', 'Cloud account', 'lucide:cloud', [
    attribute('provider', 'string', 'Провайдер', 'Provider'),
    attribute('tenant_id', 'string', 'Идентификатор арендатора', 'Tenant ID'),
  ]),
  ciClass('cloud_vm', 'Облачная машина', 'Cloud virtual machine', 'lucide:cloud', [
    attribute('instance_type', 'string', 'Тип', 'Instance type'),
    region,
    attribute('instance_id', 'string', 'Идентификатор машины', 'Instance ID', FOUND),
    attribute('account', 'reference', 'Облачная учётная запись', 'Cloud account', {
      referenceClass: 'cloud_account',
    }),
  ]),
  ciClass('cloud_db', 'Облачная база данных', 'Cloud database', 'lucide:database', [region]),
  ciClass('object_bucket', 'Объектное хранилище', 'Object bucket', 'lucide:package', [
    region,
    attribute('is_public', 'bool', 'Публичный доступ', 'Public access'),
  ]),
  ciClass('saas_subscription', 'Подписка SaaS', 'SaaS subscription', 'lucide:cloud', [
    count('seats', 'Мест', 'Seats'),
    attribute('renews_on', 'date', 'Продление', 'Renewal', SEARCHED),
  ]),
]
