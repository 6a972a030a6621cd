import { link, type ItemSeed } from '#database/demo/items/define_item'

const PLACE = { organisation: 'LINDENHOF', team: 'infrastructure', state: 'ok' } as const
const REGION = { region: 'eu-central' }

/** The Berlin client keeps its servers with a cloud provider. */
export const CLOUD_ITEMS: ItemSeed[] = [
  {
    ...PLACE,
    name: 'Lindenhof cloud account',
    classCode: 'cloud_account',
    attributes: { provider: 'Hetzner Cloud', tenant_id: 'lh-48213' },
  },
  {
    ...PLACE,
    name: 'lin-erp01',
    classCode: 'cloud_vm',
    criticality: 2,
    description: 'ERP application server',
    attributes: { ...REGION, instance_type: 'CCX33', instance_id: 'srv-5530127' },
    links: link('hosted_in', 'Lindenhof cloud account'),
  },
  {
    ...PLACE,
    name: 'lin-files01',
    classCode: 'cloud_vm',
    description: 'File server',
    attributes: { ...REGION, instance_type: 'CPX41', instance_id: 'srv-5530204' },
    links: link('hosted_in', 'Lindenhof cloud account'),
  },
  {
    ...PLACE,
    name: 'lin-erp-db',
    classCode: 'cloud_db',
    criticality: 2,
    attributes: REGION,
    links: link('hosted_in', 'Lindenhof cloud account'),
  },
  {
    ...PLACE,
    name: 'lindenhof-archive',
    classCode: 'object_bucket',
    attributes: { ...REGION, is_public: false },
    links: link('hosted_in', 'Lindenhof cloud account'),
  },
  {
    ...PLACE,
    name: 'Microsoft 365 (Lindenhof)',
    classCode: 'saas_subscription',
    criticality: 2,
    attributes: { seats: 30, renews_on: '2027-02-01' },
  },
]
